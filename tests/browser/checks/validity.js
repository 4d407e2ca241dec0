// HTML validity, by html-validate.

import { HtmlValidate, StaticConfigLoader } from "html-validate";

const validator = new HtmlValidate(
  new StaticConfigLoader({
    root: true,
    extends: ["html-validate:recommended", "html-validate:document", "html-validate:a11y"],
    rules: {
      // Templates leave blanks where a condition was; that is no fault of a page.
      "no-trailing-whitespace": "off",
      // A heading may repeat a title; search engines cut long titles, and nothing else does.
      "long-title": "off",
      // Files of the site itself are under its own policy.
      "require-sri": ["error", { target: "crossorigin" }],
      // It compares attributes; axe compares the names that the browser works out.
      "unique-landmark": "off",
      // A table's region is a div because a section would need a heading of its own.
      "prefer-native-element": ["error", { exclude: ["region"] }],
    },
  }),
);

/** What the validator says of a page. */
export async function validity(html) {
  const report = await validator.validateString(html);
  return report.results.flatMap((result) =>
    result.messages.map((message) => `${message.line}:${message.column} ${message.ruleId}: ${message.message}`),
  );
}

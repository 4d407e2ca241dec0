// The browser tests, in one process with one browser. SITE names the folder of a built site.

import "./every-page.test.js";
import "./each-kind.test.js";
import "./sample-phone.test.js";
import "./compare.test.js";
import "./new-user.test.js";
import "./themes.test.js";
import "./preview.test.js";
import "./faults.test.js";

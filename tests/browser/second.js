// The tests that hold for the pages of any book, for that of another publisher. SITE names the folder of its site.

import "./every-page.test.js";
import "./each-kind.test.js";

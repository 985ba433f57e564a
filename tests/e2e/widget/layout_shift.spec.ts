// The page stands still while the widget comes.

import { noLayoutShift } from "./support/layout_shift.ts";
import { forEachDom } from "./support/test.ts";

forEachDom(() => {
  noLayoutShift("phone", 390);
  noLayoutShift("desktop", 1280);
});

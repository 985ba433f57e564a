// The page does not shift while the widget loads.

import { noLayoutShift } from "./support/layout_shift.ts";
import { forEachDom } from "./support/test.ts";

forEachDom(() => {
  noLayoutShift("phone", 390);
  noLayoutShift("desktop", 1280);
});

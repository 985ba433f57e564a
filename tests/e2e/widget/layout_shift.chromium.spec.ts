// No layout shift on a touch screen either: buttons and links are larger there.

import { noLayoutShift } from "./support/layout_shift.ts";
import { forEachDom, test } from "./support/test.ts";

test.use({ hasTouch: true, isMobile: true });

forEachDom(() => {
  noLayoutShift("phone", 390);
  noLayoutShift("tablet", 1024);
});

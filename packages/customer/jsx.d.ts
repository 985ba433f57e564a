// <cyrexa-customer> in JSX, for React 19: `import type {} from "@cyrexa/customer/jsx"`.

import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { CyrexaCustomerElement, CyrexaCustomerEventMap, CyrexaTokenProvider } from "@cyrexa/customer";

/** `oncyrexa-saved`: React 19 listens to what comes after `on`, as it is written. */
type Listeners = {
  [Name in keyof CyrexaCustomerEventMap as `on${Name}`]?: (event: CyrexaCustomerEventMap[Name]) => void;
};

type Props = DetailedHTMLProps<HTMLAttributes<CyrexaCustomerElement>, CyrexaCustomerElement> &
  Listeners & {
    gateway?: string | null | undefined;
    customerId?: string | number | bigint | null | undefined;
    mode?: "create" | "edit" | null | undefined;
    locale?: string | null | undefined;
    theme?: "light" | "dark" | "auto" | null | undefined;
    sections?: string | null | undefined;
    readonlyFields?: string | null | undefined;
    /** `"false"` draws in the light DOM; read once. */
    shadow?: "false" | undefined;
    tokenProvider?: CyrexaTokenProvider | null | undefined;
  };

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "cyrexa-customer": Props;
    }
  }
}

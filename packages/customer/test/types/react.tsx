// The same in JSX, for React 19.

import type {} from "@cyrexa/customer/jsx";
import type { CyrexaCustomerElement, CyrexaTokenProvider } from "@cyrexa/customer";
import { useRef } from "react";

export function Profile({ id, token }: { id: string | number | undefined; token: CyrexaTokenProvider }) {
  const element = useRef<CyrexaCustomerElement>(null);
  return (
    <>
      <cyrexa-customer
        key={id}
        ref={element}
        className="profile"
        hidden={id === undefined}
        gateway="https://gateway.example/ipg/2.0.0"
        customerId={id}
        mode="edit"
        locale="ar"
        theme="dark"
        sections="personal contact"
        readonlyFields="email"
        shadow="false"
        tokenProvider={token}
        oncyrexa-ready={({ detail }) => detail.mode}
        oncyrexa-saved={({ detail }) => detail.fields.length}
        oncyrexa-validation-error={({ detail }) => detail.fields[0]?.code}
      />
      {/* @ts-expect-error there is no such theme */}
      <cyrexa-customer theme="pink" />
      {/* @ts-expect-error it cannot be set */}
      <cyrexa-customer ready />
      {/* @ts-expect-error no detail holds a value */}
      <cyrexa-customer oncyrexa-saved={({ detail }) => detail.name} />
      <button type="button" onClick={() => element.current?.submit()}>
        Save
      </button>
    </>
  );
}

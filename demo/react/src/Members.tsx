import type {} from "@cyrexa/customer/jsx";
import type { CyrexaCustomerElement } from "@cyrexa/customer";
import { useEffect, useRef, useState } from "react";
import { askForToken, createMember, gateway, type Member } from "./shop.ts";

/** Once, however often React mounts in development. */
const members = Promise.all(["Robin Solberg", "Ida Nygaard"].map(createMember));

/** A list of members and the profile of the one that is chosen; another member is another element, by its key. */
export function Members() {
  const [people, setPeople] = useState<Member[]>([]);
  const [chosen, setChosen] = useState<Member>();
  useEffect(() => {
    void members.then((people) => {
      setPeople(people);
      setChosen(people[0]);
    });
  }, []);
  return (
    <main>
      <h1>Members</h1>
      <p>Two people of a shop that is built with React. Each has a profile of their own.</p>
      <div className="people" role="group" aria-label="Members">
        {people.map((member) => (
          <button key={member.id} type="button" aria-pressed={member === chosen} onClick={() => setChosen(member)}>
            {member.name}
          </button>
        ))}
      </div>
      {chosen && <Profile key={chosen.id} member={chosen} />}
    </main>
  );
}

function Profile({ member }: { member: Member }) {
  const element = useRef<CyrexaCustomerElement>(null);
  const [status, setStatus] = useState("Loading");
  return (
    <>
      <p role="status">{status}</p>
      <cyrexa-customer
        ref={element}
        gateway={gateway}
        customerId={member.id}
        sections="personal contact address"
        tokenProvider={() => askForToken({ role: "customer", customer: member.id })}
        oncyrexa-ready={() => setStatus("Ready")}
        oncyrexa-change={({ detail }) => setStatus(`Not saved yet: ${detail.field}`)}
        oncyrexa-saved={({ detail }) => setStatus(`Saved: ${detail.fields.join(", ")}`)}
        oncyrexa-error={({ detail }) => setStatus(`Failed: ${detail.type}`)}
      />
      <button type="button" onClick={() => element.current?.submit()}>
        Save from outside
      </button>
    </>
  );
}

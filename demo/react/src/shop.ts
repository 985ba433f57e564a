// What a merchant's server does in life: it knows who is signed in. Here the gateway's development tokens stand in for it.

const { gateway = "", token: tokens = "" } = document.documentElement.dataset;

export { gateway };

export interface Member {
  id: string;
  name: string;
}

export async function askForToken(query: Record<string, string>): Promise<string> {
  const answer = await fetch(`${tokens}?${new URLSearchParams(query)}`);
  if (!answer.ok) throw new Error("no token");
  const { token } = (await answer.json()) as { token: string };
  return token;
}

export async function createMember(name: string): Promise<Member> {
  const answer = await fetch(`${gateway}/customers`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${await askForToken({ role: "admin" })}` },
    body: JSON.stringify({ name, email: `member.${crypto.randomUUID().slice(0, 8)}@example.com` }),
  });
  const id = answer.headers.get("location")?.split("/").at(-1);
  if (!answer.ok || !id) throw new Error("no member");
  return { id, name };
}

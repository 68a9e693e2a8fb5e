/** Who runs an event and who helps at its desk; my API tokens. */
import { events } from "../api/events";
import { tokens } from "../api/tokens";
import type { Role } from "../types";

export const teamOf = (slug: string) => events.team(slug);
export const appoint = (slug: string, email: string, role: Role) =>
  events.appoint(slug, { email: email.trim(), role });
export const dismiss = (slug: string, email: string) => events.dismiss(slug, email);

export const tokensOfMine = () => tokens.list();
export const revokeToken = (name: string) => tokens.revoke(name);

/** The token itself, which is told only now; `until` is its last day here, nothing for no end. */
export async function createToken(name: string, until: string): Promise<string> {
  const end = until ? new Date(`${until}T23:59:59`).toISOString() : null;
  return (await tokens.create(name.trim(), end))?.token ?? "";
}

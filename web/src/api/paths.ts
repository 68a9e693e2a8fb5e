/** Where the server answers the phone app; where it answers organizers stands in `office/api/paths`. */
import type { paths } from "./schema";

export const PATHS = {
  signIn: "/api/v1/sign-in",
  links: "/api/v1/links",
  sessions: "/api/v1/sessions",
  devices: "/api/v1/me/sessions",
  session: "/api/v1/session",
  me: "/api/v1/me",
  email: "/api/v1/me/email",
  export: "/api/v1/me/export",
  participation: "/api/v1/me/participations/{participant}",
  ownCode: "/api/v1/me/own-code",
  badge: "/api/v1/me/participations/{participant}/badge",
  blocks: "/api/v1/me/blocks",
  block: "/api/v1/me/blocks/{block}",
  sync: "/api/v1/sync",
  talkCard: "/api/v1/talks/{talk}/card",
  talkBlock: "/api/v1/talks/{talk}/block",
  followUp: "/api/v1/follow-up",
  badgePicture: "/api/v1/me/participations/{participant}/badge.svg",
  deck: "/api/v1/events/{slug}/deck",
  live: "/api/v1/live",
  device: "/api/v1/sessions/{session}",
} as const satisfies Record<string, keyof paths>;

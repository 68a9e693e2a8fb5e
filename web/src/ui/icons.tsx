/** The app's few drawings: the mark, the speech bubbles that tell a talk's state, and control signs. */
import type { ComponentChildren } from "preact";

interface DrawingProps {
  box?: string;
  name?: string;
  children: ComponentChildren;
}

function Drawing({ box = "0 0 24 24", name = "", children }: DrawingProps) {
  return (
    <svg class={`icon ${name}`} viewBox={box} aria-hidden="true" focusable="false">
      {children}
    </svg>
  );
}

function Lines({ d, turns }: { d: string; turns?: boolean }) {
  return (
    <Drawing name={turns ? "turns" : ""}>
      <path class="line" d={d} />
    </Drawing>
  );
}

const POCKET =
  "M6.6 13.4h10.8c.9 0 1.6.7 1.6 1.6v3.2c0 .9-.7 1.6-1.6 1.6h-5.6l-2.7 2.1c-.4.3-.9 0-.9-.4v-1.7H6.6c-.9 0-1.6-.7-1.6-1.6V15c0-.9.7-1.6 1.6-1.6Z";
const PACK =
  "M12 1.2c2.1 0 3.6 1.3 3.9 3.2 2.9 1 4.9 3.3 5.1 6.2l.5 8.9c.1 1.8-1.3 3.3-3.1 3.3H5.6c-1.8 0-3.2-1.5-3.1-3.3L3 10.6c.2-2.9 2.2-5.2 5.1-6.2.3-1.9 1.8-3.2 3.9-3.2Zm0 1.9c-.8 0-1.5.4-1.8 1 .6-.1 1.2-.1 1.8-.1s1.2 0 1.8.1c-.3-.6-1-1-1.8-1ZM8.7 8.2a.95.95 0 0 0 0 1.9h6.6a.95.95 0 0 0 0-1.9H8.7Z";

/** A small backpack whose front pocket is a speech bubble. */
export function Mark() {
  return (
    <Drawing>
      <path fill-rule="evenodd" d={`${PACK} ${POCKET}`} />
    </Drawing>
  );
}

const BUBBLE =
  "M4 5h12a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2h-6l-4 3.5V16H4a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2Z";

/** One side has said yes. */
export function Waiting() {
  return (
    <Drawing box="0 0 20 24">
      <path class="line" d={BUBBLE} />
    </Drawing>
  );
}

/** Both have said yes. */
export function Both() {
  return (
    <Drawing box="0 0 32 24">
      <path
        class="behind"
        d="M15 3h13a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-1v4l-4.5-4H15a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2Z"
      />
      <path
        class="before"
        d="M4 7h12a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2h-6l-4 3.5V17H4a2 2 0 0 1-2-2V9a2 2 0 0 1 2-2Z"
      />
    </Drawing>
  );
}

export const Badge = () => (
  <Lines d="M7 4h10a2 2 0 0 1 2 2v13a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2ZM10 4V2.5h4V4M9 9h2.5v2.5H9ZM13.5 9H15v1.5M9 14h1.5v2M13 13.5h2V16" />
);
export const Talks = () => (
  <Lines d="M4 5h10a2 2 0 0 1 2 2v5a2 2 0 0 1-2 2H9l-3.5 3V14H4a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2ZM19 9h1a2 2 0 0 1 2 2v5a2 2 0 0 1-2 2h-1v3l-3.5-3H12" />
);
export const Self = () => (
  <Lines d="M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20.5c.6-3.7 3.6-5.5 7.5-5.5s6.9 1.8 7.5 5.5" />
);
export const Camera = () => (
  <Lines d="M3 8V5a2 2 0 0 1 2-2h3M16 3h3a2 2 0 0 1 2 2v3M21 16v3a2 2 0 0 1-2 2h-3M8 21H5a2 2 0 0 1-2-2v-3M8 8.5h8a1 1 0 0 1 1 1v4a1 1 0 0 1-1 1h-3.5L10 16.8v-2.3H8a1 1 0 0 1-1-1v-4a1 1 0 0 1 1-1Z" />
);
// Where the page is read from the right, forward is to the left.
export const Back = () => <Lines turns d="M15 4.5 7.5 12l7.5 7.5" />;
export const Forward = () => <Lines turns d="M9 4.5 16.5 12 9 19.5" />;
export const Up = () => <Lines d="M4.5 15 12 7.5 19.5 15" />;
export const Down = () => <Lines d="M4.5 9 12 16.5 19.5 9" />;
export const Cross = () => <Lines d="M5 5l14 14M19 5 5 19" />;
export const Tick = () => <Lines d="M4.5 12.5 10 18 20 6.5" />;
export const Flip = () => <Lines d="M4 9h13l-3.5-3.5M20 15H7l3.5 3.5" />;
export const Torch = () => (
  <Lines d="M7 3h10v4l-2.5 3.5V20a1 1 0 0 1-1 1h-3a1 1 0 0 1-1-1v-9.5L7 7ZM7 7h10M12 13v2" />
);
/** A cloud that is crossed out: nothing goes out just now. */
export const Cloud = () => (
  <Lines d="M7.5 18.5h9a4 4 0 0 0 .8-7.9A5.5 5.5 0 0 0 6.9 9.5a4.5 4.5 0 0 0 .6 9ZM4 4l16 17" />
);
export const Share = () => <Lines d="M12 15V3M8 6.5 12 2.5l4 4M8 10H5.5v11h13V10H16" />;
export const Sign = () => <Lines d="M12 3.5 21.5 20h-19ZM12 10v4.5M12 17.2v.1" />;

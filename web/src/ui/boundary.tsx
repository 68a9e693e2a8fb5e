/** A fault in one part of the screen leaves the rest as it is, and says what happened. */
import { Component, type ComponentChildren } from "preact";
import { t } from "../i18n/text";
import { Page } from "./page";

interface Props {
  /** For a part without which nothing is missing. */
  silent?: boolean;
  children: ComponentChildren;
}

interface State {
  fault: string | null;
}

export class Boundary extends Component<Props, State> {
  override state: State = { fault: null };

  static getDerivedStateFromError(thrown: unknown): State {
    return { fault: String(thrown) };
  }

  override componentDidCatch(thrown: unknown): void {
    console.error(thrown);
  }

  override render() {
    const { fault } = this.state;
    if (fault === null) return this.props.children;
    if (this.props.silent) return null;
    return <Broken fault={fault} again={() => this.setState({ fault: null })} />;
  }
}

function Broken({ fault, again }: { fault: string; again: () => void }) {
  return (
    <Page title={t("broken.title")} name="broken">
      <p>{t("broken.about")}</p>
      <p class="muted">{fault}</p>
      <button type="button" onClick={again}>
        {t("again")}
      </button>
      <a class="quiet" href="/">
        {t("found.badge")}
      </a>
    </Page>
  );
}

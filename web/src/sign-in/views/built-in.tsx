/** Said before signing in inside another app, as mail programs show pages: it would not last there. */
import { way } from "../../page/install";
import { Install } from "../../ui/install";

export default function BuiltIn() {
  if (way.value !== "elsewhere") return null;
  return (
    <div class="raised" role="note">
      <Install way="elsewhere" />
    </div>
  );
}

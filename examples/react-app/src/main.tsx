import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { GRAPHQL, clientsByDay, possibleTypesOf } from "./api/client";
import { hearOfVersions } from "./api/version";
import { App } from "./components/App";
import { ErrorNotice, WaitNotice } from "./components/Notices";
import "./style.css";

const root = createRoot(document.getElementById("root") as HTMLElement);
root.render(<WaitNotice />);
try {
  const clientOf = clientsByDay(await possibleTypesOf());
  hearOfVersions(GRAPHQL);
  root.render(
    <StrictMode>
      <App clientOf={clientOf} />
    </StrictMode>,
  );
} catch (error) {
  root.render(<ErrorNotice error={error} retry={() => location.reload()} />);
}

// Reads {name: html} from standard input; writes what html-validate finds, as lines of `name:line: message (rule)`.
import { HtmlValidate } from "html-validate";

const validator = new HtmlValidate({
  root: true,
  extends: ["html-validate:standard", "html-validate:a11y"],
  rules: {
    // Generated pages need not look hand-written.
    "no-trailing-whitespace": "off",
    "no-inline-style": "error",
    "long-title": "off",
    "tel-non-breaking": "off",
    "valid-id": ["error", { relaxed: true }],
  },
});

let text = "";
for await (const part of process.stdin) text += part;
for (const [name, html] of Object.entries(JSON.parse(text))) {
  const report = await validator.validateString(html, name);
  for (const result of report.results)
    for (const { line, message, ruleId } of result.messages) console.log(`${name}:${line}: ${message} (${ruleId})`);
}

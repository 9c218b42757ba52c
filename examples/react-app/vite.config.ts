import react from "@vitejs/plugin-react";
import { defineConfig, loadEnv } from "vite";

// While developing, and for `npm run preview`, the page and the API have one origin: what the page asks for here is
// passed on to the server that the variable API names. No CORS is needed.
export default defineConfig(({ mode }) => {
  const { API = "http://127.0.0.1:8000" } = loadEnv(mode, ".", "API");
  const proxy = Object.fromEntries(
    ["/graphql", "/possible-types.json"].map((path) => [path, { target: API, changeOrigin: true }]),
  );
  return { plugins: [react()], server: { proxy }, preview: { proxy } };
});

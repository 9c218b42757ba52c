import type { CodegenConfig } from "@graphql-codegen/cli";

// From the schema in this repository; a server's is at /schema.graphql.
const config: CodegenConfig = {
  schema: "../../schema.graphql",
  documents: ["src/**/*.{ts,tsx}", "!src/generated/**"],
  generates: {
    "./src/generated/": {
      preset: "client",
      presetConfig: { fragmentMasking: false },
      config: {
        enumsAsTypes: true,
        useTypeImports: true,
        // A scalar that is not listed here ends the run, instead of becoming `unknown`.
        strictScalars: true,
        scalars: { Date: "../dates#Day", PartialDate: "../dates#PartialDate" },
      },
    },
  },
};

export default config;

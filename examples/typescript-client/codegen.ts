import type { CodegenConfig } from "@graphql-codegen/cli";

// From the schema in this repository; a server's is at /schema.graphql.
const config: CodegenConfig = {
  importExtension: ".js",
  schema: "../../schema.graphql",
  documents: ["src/**/*.ts"],
  generates: {
    "./src/generated/": {
      preset: "client",
      presetConfig: { fragmentMasking: false },
      config: {
        documentMode: "string",
        enumsAsTypes: true,
        useTypeImports: true,
        scalars: { Date: "string", PartialDate: "string" },
      },
    },
  },
};

export default config;

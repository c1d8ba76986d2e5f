import { inertJson } from '@reagent/report';
import type { WrittenCall, WrittenToken } from './written-call.ts';

/**
 * The run as a program for Node. Texts are literals in which everything that cannot be seen is an escape: no text can end
 * its literal or its comment, or be read as something else than it is.
 */
export function programOf(call: WrittenCall): string {
  const { plugIns, dispose } = plugInsOf(call);
  return `${importsOf(call).join('\n')}

${plugIns.join('\n')}
const result = await attribute({
  backend,
  replacer,
  text: ${inertJson(call.text)},
${optional('target', call.target)}${optional('insteadOf', call.insteadOf)}  unit: ${inertJson(call.unit)},
  seed: ${call.seed},
  stopping: criterionOf('default'),
  limits: { evaluations: ${call.evaluations} },
});
console.log(JSON.stringify(result));
await ${dispose};
`;
}

/** The packages that the program imports. */
export function packagesOf({ model, replacer }: Pick<WrittenCall, 'model' | 'replacer'>): readonly string[] {
  return [
    '@reagent/core',
    model === null ? '@reagent/tiny' : '@reagent/backend-onnx-node',
    `@reagent/replacer-${replacer}`,
    '@reagent/stopping',
  ];
}

function importsOf(call: WrittenCall): string[] {
  const names = [
    'attribute',
    call.model === null ? 'createTinyModels' : 'createOnnxNodeBackend',
    call.replacer === 'random' ? 'createRandomReplacer' : 'createRobertaReplacer',
    'criterionOf',
  ];
  return packagesOf(call).map((name, index) => `import { ${names[index]} } from '${name}';`);
}

function plugInsOf({ model, replacer }: WrittenCall): {
  readonly plugIns: readonly string[];
  readonly dispose: string;
} {
  const random = 'const replacer = createRandomReplacer();';
  if (model !== null) {
    const { hub, dtype, commit } = model;
    const revision = commit === null ? '' : `, revision: ${inertJson(commit)}`;
    const options = `{ model: ${inertJson(hub)}, dtype: ${inertJson(dtype)}${revision} }`;
    return {
      plugIns: [`const backend = await createOnnxNodeBackend(${options});`, random],
      dispose: 'backend.dispose()',
    };
  }
  const plugIns =
    replacer === 'random'
      ? ['const { backend, dispose } = await createTinyModels();', random]
      : [
          'const { backend, maskedModel, dispose } = await createTinyModels();',
          'const replacer = createRobertaReplacer({ maskedModel });',
        ];
  return { plugIns, dispose: 'dispose()' };
}

function optional(name: string, token: WrittenToken | null): string {
  return token === null ? '' : `  ${name}: ${token.id}, // ${inertJson(token.text)}\n`;
}

import type { NodeProto } from '../format/onnx_pb.ts';
import { floatTensor, int64Tensor, type EncodedTensor } from '../format/tensor.ts';
import { makeNode } from '../graph/node.ts';

/** Nodes and constants of a computation that is being added to a graph. Values go by their names. */
export interface Formula {
  readonly nodes: NodeProto[];
  readonly constants: Map<string, EncodedTensor>;
  /** Adds a node and gives the name of its result. */
  apply(name: string, operator: string, inputs: readonly string[], attributes?: Attributes): string;
  /** The same for an operator with two results. */
  applyForTwo(
    name: string,
    operator: string,
    inputs: readonly string[],
    attributes?: Attributes,
  ): readonly [string, string];
  /** An operator that reduces the last axis, which stays as an axis of one. */
  reduce(name: string, operator: Reduction, input: string): string;
  number(value: number, type: 'float32' | 'float64'): string;
  integers(values: readonly number[], sizes: readonly number[]): string;
}

type Attributes = Readonly<Record<string, number | readonly number[]>>;

type Reduction = 'ReduceSum' | 'ReduceLogSum' | 'ReduceLogSumExp';

/** `opset`: the axes of reductions became an input with version 18, those of ReduceSum with 13. */
export function createFormula(opset: number): Formula {
  const nodes: NodeProto[] = [];
  const constants = new Map<string, EncodedTensor>();
  const constant = (name: string, tensor: EncodedTensor): string => {
    constants.set(name, tensor);
    return name;
  };
  const formula: Formula = {
    nodes,
    constants,
    apply(name, operator, inputs, attributes) {
      const output = `reagent/${name}`;
      nodes.push(makeNode(operator, inputs, output, attributes));
      return output;
    },
    applyForTwo(name, operator, inputs, attributes) {
      const first = formula.apply(name, operator, inputs, attributes);
      const second = `${first}_2`;
      nodes.at(-1)!.output.push(second);
      return [first, second];
    },
    reduce(name, operator, input) {
      const axesAreInput = opset >= 18 || operator === 'ReduceSum';
      return axesAreInput
        ? formula.apply(name, operator, [input, formula.integers([-1], [1])], { keepdims: 1 })
        : formula.apply(name, operator, [input], { axes: [-1], keepdims: 1 });
    },
    number(value, type) {
      const name = `reagent/${type}_${value}`;
      return constant(name, floatTensor(name, value, type));
    },
    integers(values, sizes) {
      const name = `reagent/integers_${values.join('_')}_of_${sizes.join('_')}`;
      return constant(name, int64Tensor(name, values, sizes));
    },
  };
  return formula;
}

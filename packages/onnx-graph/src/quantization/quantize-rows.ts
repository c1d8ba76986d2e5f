import { elementType } from '../format/element-type.ts';
import type { NodeProto } from '../format/onnx_pb.ts';
import { floatTensor, int64Tensor, uint8Tensor } from '../format/tensor.ts';
import { makeNode } from '../graph/node.ts';

const names = {
  smallest: 'reagent/quantize/smallest',
  steps: 'reagent/quantize/steps',
  zero: 'reagent/quantize/zero',
  middle: 'reagent/quantize/middle',
  zeroPoint: 'reagent/quantize/zero_point',
  lastAxis: 'reagent/quantize/last_axis',
};

/** What {@link quantizeRows} needs. */
export const constants: ReadonlyMap<string, Uint8Array> = new Map([
  [names.smallest, floatTensor(names.smallest, 1e-30, 'float32')], // so that a token of zeros is not divided by zero
  [names.steps, floatTensor(names.steps, 127, 'float32')],
  [names.zero, floatTensor(names.zero, 0, 'float32')],
  [names.middle, floatTensor(names.middle, 128, 'float32')],
  [names.zeroPoint, uint8Tensor(names.zeroPoint, 128)],
  [names.lastAxis, int64Tensor(names.lastAxis, [-1], [1])],
]);

/**
 * Takes the place of a DynamicQuantizeLinear, with the same three results: bytes, scale, zero point. Each token's scale
 * is its largest magnitude ÷ 127, with an axis of one in place of the last; the zero point is always 128, because ONNX
 * Runtime's MatMulInteger takes a single one.
 */
export function quantizeRows({ input, output }: NodeProto, opset: number): readonly NodeProto[] {
  const [values] = input as [string];
  const [quantized, scale, zeroPoint] = output as [string, string, string];
  const name = (part: string): string => `reagent/quantize/${quantized}/${part}`;
  return [
    makeNode('Abs', [values], name('magnitudes')),
    opset >= 18 // the axes became an input
      ? makeNode('ReduceMax', [name('magnitudes'), names.lastAxis], name('largest'), { keepdims: 1 })
      : makeNode('ReduceMax', [name('magnitudes')], name('largest'), { axes: [-1], keepdims: 1 }),
    makeNode('Max', [name('largest'), names.smallest], name('above_zero')),
    makeNode('Div', [name('above_zero'), names.steps], scale),
    // QuantizeLinear takes a scale for each index of one axis: all tokens of all rows are made one axis for it
    makeNode('Flatten', [values], name('tokens'), { axis: -1 }),
    makeNode('Reshape', [scale, names.lastAxis], name('scales')),
    makeNode('Mul', [name('scales'), names.zero], name('zeros')),
    makeNode('Add', [name('zeros'), names.middle], name('middles')),
    makeNode('Cast', [name('middles')], name('zero_points'), { to: elementType.uint8 }),
    makeNode('QuantizeLinear', [name('tokens'), name('scales'), name('zero_points')], name('bytes'), { axis: 0 }),
    makeNode('Shape', [values], name('sizes')),
    makeNode('Reshape', [name('bytes'), name('sizes')], quantized),
    makeNode('Identity', [names.zeroPoint], zeroPoint),
  ];
}

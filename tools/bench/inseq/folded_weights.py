"""The weights of a Llama-like ONNX file as a Hugging Face state: whatever the file stores them as, unpacked by ONNX Runtime."""

import numpy as np
import onnx
import onnxruntime
from onnx import ModelProto, helper


def _constant_values(model: ModelProto) -> set[str]:
    """Names of the values that depend on no input."""
    known = {tensor.name for tensor in model.graph.initializer}
    for node in model.graph.node:
        if all(name in known for name in node.input if name):
            known.update(node.output)
    return known


def _evaluate(model: ModelProto, names: list[str]) -> dict[str, np.ndarray]:
    """Runs the part of the graph that leads to these values."""
    wanted, nodes = set(names), []
    for node in reversed(model.graph.node):
        if wanted.intersection(node.output):
            nodes.insert(0, node)
            wanted.update(node.input)
    initializers = [tensor for tensor in model.graph.initializer if tensor.name in wanted]
    outputs = [helper.make_empty_tensor_value_info(name) for name in names]
    part = helper.make_model(
        helper.make_graph(nodes, "weights", [], outputs, initializers), opset_imports=model.opset_import, ir_version=model.ir_version
    )
    return dict(zip(names, onnxruntime.InferenceSession(part.SerializeToString()).run(names, {}), strict=True))


def llama_state(path: str, layers: int, width: int, heads: int, key_heads: int) -> dict[str, np.ndarray]:
    """Of a file whose query, key, value and gate, up are one product each, in the order in which a layer computes."""
    model = onnx.load(path)
    constant = _constant_values(model)
    products = [node for node in model.graph.node if node.op_type in ("MatMul", "Gemm") and node.input[1] in constant]
    scales = [name for node in model.graph.node if node.op_type == "Mul" for name in node.input if name in constant]
    values = _evaluate(model, list(dict.fromkeys([node.input[1] for node in products] + scales)))
    norms = [values[name] for name in scales if values[name].shape == (width,)]
    matrices = [
        values[node.input[1]] if any(one.name == "transB" and one.i for one in node.attribute) else values[node.input[1]].T
        for node in products
    ]
    if len(matrices) != 4 * layers + 1 or len(norms) != 2 * layers + 1:
        raise ValueError(f"{path} is laid out in another way: {len(matrices)} products and {len(norms)} norms for {layers} layers")
    size = width // heads
    state = {"model.embed_tokens.weight": matrices[-1], "lm_head.weight": matrices[-1], "model.norm.weight": norms[-1]}
    for layer in range(layers):
        at = f"model.layers.{layer}."
        query_key_value, attention_out, gate_up, down = matrices[4 * layer : 4 * layer + 4]
        query, key, value = np.split(query_key_value, [size * heads, size * (heads + key_heads)])
        gate, up = np.split(gate_up, 2)
        state |= {
            at + "self_attn.q_proj.weight": query, at + "self_attn.k_proj.weight": key,
            at + "self_attn.v_proj.weight": value, at + "self_attn.o_proj.weight": attention_out,
            at + "mlp.gate_proj.weight": gate, at + "mlp.up_proj.weight": up, at + "mlp.down_proj.weight": down,
            at + "input_layernorm.weight": norms[2 * layer], at + "post_attention_layernorm.weight": norms[2 * layer + 1],
        }
    return state

"""The ONNX graph of multilingual-e5-small, built from the 4-bit weights.

Inputs ``ids`` and ``mask`` (batch, length); outputs (batch, length, width): ``last``,
the last layer, and ``states``, a middle layer, whose token vectors align words far
better. The mean over a text is left to the caller: summed in the graph, it would depend
on the texts in the same batch.
"""

from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from .e5_weights import BLOCK, Weights, matrix, quantised

Precision = Literal["exact", "fast"]
STATES_LAYER = 8
VERSION = 2
"""Raise it whenever the graph computes anything else."""
_MICROSOFT = "com.microsoft"


def build(weights: Weights, precision: Precision) -> bytes:
    """The serialised graph.

    ``exact`` multiplies the 4-bit weights as they are: a text's vector does not depend
    on the texts beside it. ``fast`` re-quantises to 8 bits with activations scaled per
    batch: about twice as fast, and not reproducible across batches.
    """
    graph = _Graph(weights, precision)
    hidden = graph.embeddings()
    for layer in range(weights.layers):
        hidden = graph.layer(hidden, f"l{layer}.")
        if layer + 1 == STATES_LAYER:
            graph.node("Cast", [hidden], "states", to=graph.float16)
    graph.node("Identity", [hidden], "last")
    return graph.serialised()


class _Graph:
    def __init__(self, weights: Weights, precision: Precision) -> None:
        from onnx import TensorProto, helper, numpy_helper

        self.weights, self.precision = weights, precision
        self.helper, self.arrays = helper, numpy_helper
        self.float, self.float16 = TensorProto.FLOAT, TensorProto.FLOAT16
        self.int32, self.int64 = TensorProto.INT32, TensorProto.INT64
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def node(
        self,
        kind: str,
        inputs: list[str],
        output: str,
        domain: str = "",
        **options: Any,
    ) -> str:
        made = self.helper.make_node(kind, inputs, [output], domain=domain, **options)
        self.nodes.append(made)
        return output

    def constant(self, name: str, array: NDArray[Any]) -> str:
        made = self.arrays.from_array(np.ascontiguousarray(array), name)
        self.constants.append(made)
        return name

    def embeddings(self) -> str:
        """Word, position and type embeddings, summed and normalised."""
        weights, width = self.weights, self.weights.width
        words, scales = _bytes(weights.blocks("emb.word", width))
        self.node("Gather", [self.constant("words", words), "ids"], "word.bytes")
        self.node("Cast", ["word.bytes"], "word.float", to=self.float)
        scales_ = self.constant("word.scales", scales)
        self.node("Gather", [scales_, "ids"], "word.scale")
        self.node("Mul", ["word.float", "word.scale"], "word")
        self.node("Add", ["word", self.positions()], "embedded")
        scale = self.constant("emb.scale", weights.vector("emb.ln.w"))
        shift = self.constant("emb.shift", weights.vector("emb.ln.b"))
        self.node("ReduceSum", ["mask", self.axis(1)], "length.long", keepdims=0)
        self.node("Cast", ["length.long"], "length", to=self.int32)
        inputs = ["embedded", scale, shift]
        return self.node("LayerNormalization", inputs, "hidden", epsilon=1e-12)

    def positions(self) -> str:
        weights = self.weights
        table = weights.vector("emb.pos").reshape(-1, weights.width)
        table = table + weights.vector("emb.type")[: weights.width]
        self.node("Shape", ["ids"], "shape")
        self.node("Gather", ["shape", self.axis(1)], "longest")
        inputs = [self.constant("position.table", table), self.axis(0), "longest"]
        return self.node("Slice", [*inputs, self.axis(0)], "position")

    def axis(self, number: int) -> str:
        name = f"axis{number}"
        if all(c.name != name for c in self.constants):
            self.constant(name, np.array([number], np.int64))
        return name

    def layer(self, hidden: str, prefix: str) -> str:
        """Attention and feed-forward network, each added and normalised."""
        self.linear(hidden, prefix + "qkv", ["q", "k", "v"], self.weights.width, prefix)
        parts = [prefix + part for part in ("query", "key", "value")]
        split = self.helper.make_node(
            "Split", [prefix + "qkv"], parts, axis=-1, num_outputs=3
        )
        self.nodes.append(split)
        inputs = [*parts, "", "length"]
        heads = self.weights.heads
        attended = self.node(
            "MultiHeadAttention",
            inputs,
            prefix + "context",
            _MICROSOFT,
            num_heads=heads,
        )
        self.linear(attended, prefix + "attended", ["ao"], self.weights.width, prefix)
        hidden = self.add_and_normalise(hidden, prefix + "attended", prefix + "aln")
        self.linear(hidden, prefix + "inner", ["fi"], self.weights.width, prefix)
        self.node("Gelu", [prefix + "inner"], prefix + "gelu", _MICROSOFT)
        outer = self.weights.feed_forward
        self.linear(prefix + "gelu", prefix + "outer", ["fo"], outer, prefix)
        return self.add_and_normalise(hidden, prefix + "outer", prefix + "oln")

    def linear(
        self, source: str, output: str, names: list[str], inputs: int, prefix: str
    ) -> None:
        """``source`` times the stacked matrices, plus their biases."""
        weights = self.weights
        blocks = np.concatenate(
            [weights.blocks(f"{prefix}{n}.w", inputs) for n in names]
        )
        bias = np.concatenate([weights.vector(f"{prefix}{n}.b") for n in names])
        multiply = self.exact if self.precision == "exact" else self.fast
        multiply(source, output, blocks)
        added = [output + ".product", self.constant(output + ".bias", bias)]
        self.node("Add", added, output)

    def exact(self, source: str, output: str, blocks: NDArray[np.uint8]) -> None:
        weights, scales = quantised(blocks)
        packed = weights[..., 0::2] | (weights[..., 1::2] << 4)
        inputs = [source, self.constant(output + ".weights", packed)]
        inputs.append(self.constant(output + ".scales", scales))
        sizes = {"K": blocks.shape[1] * BLOCK, "N": len(blocks), "block_size": BLOCK}
        product = output + ".product"
        options = sizes | {"bits": 4, "accuracy_level": 4}
        self.node("MatMulNBits", inputs, product, _MICROSOFT, **options)

    def fast(self, source: str, output: str, blocks: NDArray[np.uint8]) -> None:
        full = matrix(blocks)
        scales = np.abs(full).max(axis=1) / 127
        rounded = np.clip(np.rint(full / scales[:, None]), -127, 127).astype(np.int8)
        inputs = [source, self.constant(output + ".weights", rounded.T)]
        inputs.append(self.constant(output + ".scales", scales.astype(np.float32)))
        self.node("DynamicQuantizeMatMul", inputs, output + ".product", _MICROSOFT)

    def add_and_normalise(self, hidden: str, added: str, name: str) -> str:
        scale = self.constant(name + ".scale", self.weights.vector(name + ".w"))
        shift = self.constant(name + ".shift", self.weights.vector(name + ".b"))
        self.node("Add", [hidden, added], name + ".sum")
        inputs = [name + ".sum", scale, shift]
        return self.node("LayerNormalization", inputs, name, epsilon=1e-12)

    def serialised(self) -> bytes:
        value = self.helper.make_tensor_value_info
        size = ["batch", "length"]
        width = self.weights.width
        inputs = [value(name, self.int64, size) for name in ("ids", "mask")]
        outputs = [
            value("last", self.float, [*size, width]),
            value("states", self.float16, [*size, width]),
        ]
        graph = self.helper.make_graph(
            self.nodes, "multilingual-e5-small", inputs, outputs, self.constants
        )
        versions = [("", 18), (_MICROSOFT, 1)]
        opsets = [self.helper.make_opsetid(*v) for v in versions]
        model = self.helper.make_model(graph, opset_imports=opsets, ir_version=9)
        return bytes(model.SerializeToString())


def _bytes(blocks: NDArray[np.uint8]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """A matrix in 8 bits with a scale a row, made in slices to spare memory."""
    rows, scales = [], []
    for start in range(0, len(blocks), 10_000):
        part = matrix(blocks[start : start + 10_000])
        scale = np.maximum(np.abs(part).max(axis=1, keepdims=True), 1e-9) / 127
        rows.append(np.rint(part / scale).astype(np.int8))
        scales.append(scale.astype(np.float32))
    return np.concatenate(rows), np.concatenate(scales)

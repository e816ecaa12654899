using NetGen.Generator.Declaration;

namespace NetGen.Generator.Layers;

/// <summary>A layer that joins the outputs of several others.</summary>
/// <param name="Layers">The names that the attribute gives.</param>
internal abstract record Merging(EquatableArray<string> Layers) : Layer
{
    /// <summary>Of an attribute: the names of the layers that it joins.</summary>
    public const string Names = "layers";

    /// <summary>Whether an attribute joins layers.</summary>
    public static bool IsKind(string kind) => MergingFunctions.Find(kind) is not null || kind == Concatenate.Name;

    /// <summary>Whether something is meant by an attribute that joins a layer with itself: what is multiplied by itself is squared.</summary>
    public static bool JoinsWithItself(string kind) => MergingFunctions.Find(kind) == MergingFunction.Multiply;

    public sealed override Shape Infer(Shape input) => input;

    public abstract override Shape Infer(EquatableArray<Shape> inputs);

    public abstract override bool Accepts(EquatableArray<Shape> inputs, LayerReader reader);

    public abstract override long ForwardFlops(EquatableArray<Shape> inputs);

    /// <summary>Reports two inputs whose shapes cannot be joined.</summary>
    protected void Refuse(string rule, EquatableArray<Shape> inputs, int one, int other, LayerReader reader, params string[] more) => reader.Error(
        rule,
        reader.ArgumentOf(other),
        [Kind, reader.InputNames[one], inputs[one].ToString(), reader.InputNames[other], inputs[other].ToString(), .. more]);
}

using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission.Code;

/// <summary>
/// Spells arithmetic for registers of one width or for single floats, so that each formula is written once.
/// </summary>
internal sealed class Operations(VectorForm? form)
{
    /// <summary>The registers; null for single floats.</summary>
    public VectorForm? Form { get; } = form;

    public string Type => Form?.Type ?? "float";

    public string Constant(double value) => Form is null ? Literal.Of((float)value) : $"{Form.Name}.Create({Literal.Of((float)value)})";

    public string Zero => Form is null ? "0f" : $"{Form.Type}.Zero";

    public string Broadcast(string scalar) => Form is null ? scalar : $"{Form.Name}.Create({scalar})";

    public string Load(string reference, string offset) => Form is null ? Reference.At(reference, offset) : Form.Load(reference, offset);

    public string Store(string value, string reference, string offset) =>
        Form is null ? $"{Reference.At(reference, offset)} = {value};" : Reference.Store(value, reference, offset);

    public string Exp(string x) => Call("Exp", "Exp", x);

    public string Log(string x) => Call("Log", "Log", x);

    public string Abs(string x) => Call("Abs", "Abs", x);

    /// <summary>One instruction, where Vector.Max takes five to carry NaN on.</summary>
    public string Max(string a, string b) => Call("MaxNative", "Max", a, b);

    public string Min(string a, string b) => Call("MinNative", "Min", a, b);

    public string MultiplyAdd(string a, string b, string c) =>
        Form is null ? $"float.MultiplyAddEstimate({a}, {b}, {c})" : $"{Form.Name}.MultiplyAddEstimate({a}, {b}, {c})";

    public string IfGreater(string a, string b, string then, string otherwise) => Form is null
        ? $"({a} > {b} ? {then} : {otherwise})"
        : $"{Form.Name}.ConditionalSelect({Form.Name}.GreaterThan({a}, {b}), {then}, {otherwise})";

    /// <summary>The sum of a register's lanes.</summary>
    public string Sum(string x) => Form is null ? x : $"{Form.Name}.Sum({x})";

    private string Call(string vector, string scalar, params string[] arguments) =>
        $"{(Form is null ? "MathF." + scalar : Form.Name + "." + vector)}({string.Join(", ", arguments)})";
}


namespace NetGen.Generator.Code;

/// <summary>
/// Spells arithmetic for registers of one width or for single floats, so that each formula is written once.
/// </summary>
internal sealed class Operations(VectorForm? form)
{
    /// <summary>The registers; null for single floats.</summary>
    public VectorForm? Form { get; } = form;

    public string Type => Form?.Type ?? "float";

    /// <summary>Floats of a register; 1 where there is none.</summary>
    public int Lanes => Form?.Lanes ?? 1;

    public string Constant(double value) => Form is null ? Literal.Of((float)value) : $"{Form.Name}.Create({Literal.Of((float)value)})";

    public string Zero => Form is null ? "0f" : $"{Form.Type}.Zero";

    public string Broadcast(string scalar) => Form is null ? scalar : $"{Form.Name}.Create({scalar})";

    public string Load(string reference, string offset) => Form is null ? Reference.At(reference, offset) : Form.Load(reference, offset);

    public string Store(string value, string reference, string offset) =>
        Form is null ? $"{Reference.At(reference, offset)} = {value};" : Reference.Store(value, reference, offset);

    public string Abs(string x) => $"{Scope}.Abs({x})";

    public string Sqrt(string x) => $"{Scope}.Sqrt({x})";

    public string CopySign(string value, string sign) => $"{Scope}.CopySign({value}, {sign})";

    /// <summary>
    /// The larger of a bound and a value; NaN where the value is NaN. One instruction, and the order is what keeps NaN: where one
    /// is NaN, x86 gives the second operand, Arm gives NaN.
    /// </summary>
    public string AtLeast(string bound, string value) => $"{Scope}.MaxNative({bound}, {value})";

    /// <summary>The smaller of a bound and a value; NaN where the value is NaN, as with <see cref="AtLeast"/>.</summary>
    public string AtMost(string bound, string value) => $"{Scope}.MinNative({bound}, {value})";

    /// <summary>The larger of a value and the largest so far, in one instruction; where that is NaN, it stays, and where the value is, anything may come.</summary>
    public string Larger(string value, string largest) => $"{Scope}.MaxNative({value}, {largest})";

    /// <summary>The larger of two values; NaN where one is NaN.</summary>
    public string Maximum(string a, string b) => $"{Scope}.Max({a}, {b})";

    /// <summary>The smaller of two values; NaN where one is NaN.</summary>
    public string Minimum(string a, string b) => $"{Scope}.Min({a}, {b})";

    /// <summary>Whether a register holds a NaN: a condition for an <c>if</c>. The value is a name.</summary>
    public string HasNaN(string x) => Form is null ? $"float.IsNaN({x})" : $"!{Form.Name}.EqualsAll({x}, {x})";

    /// <summary>
    /// a · b + c, rounded once where the processor fuses it: the same in registers of each width and for single floats. Those of 128 bits are all that
    /// processors without such an instruction have.
    /// </summary>
    public string MultiplyAdd(string a, string b, string c) =>
        Form == VectorForm.Vector128 ? $"VectorMath.MultiplyAdd({a}, {b}, {c})" : $"{Scope}.MultiplyAddEstimate({a}, {b}, {c})";

    public string IsAtLeast(string a, string b) => Form is null ? $"{a} >= {b}" : $"{Form.Name}.GreaterThanOrEqual({a}, {b})";

    public string IsGreater(string a, string b) => Form is null ? $"{a} > {b}" : $"{Form.Name}.GreaterThan({a}, {b})";

    /// <summary>Whether a value takes the place of the largest so far: it is larger, or the first NaN. Both are names.</summary>
    public string Succeeds(string value, string largest) => Form is null
        ? $"!({largest} >= {value} || float.IsNaN({largest}))"
        : $"{Form.Name}.AndNot({Form.Name}.Equals({largest}, {largest}), {Form.Name}.GreaterThanOrEqual({largest}, {value}))";

    /// <summary>Whether a value is less than the largest of its window, where NaN is larger than any number. Both are names.</summary>
    public string IsLessThanLargest(string value, string largest) => Form is null
        ? $"!({value} >= {largest} || float.IsNaN({value}))"
        : $"~({Form.Name}.GreaterThanOrEqual({value}, {largest}) | {Form.Name}.IsNaN({value}))";

    /// <summary>The type of a condition.</summary>
    public string ConditionType => Form is null ? "bool" : Form.Type;

    public string If(string condition, string then, string otherwise) => Form is null
        ? $"({condition} ? {then} : {otherwise})"
        : $"{Form.Name}.ConditionalSelect({condition}, {then}, {otherwise})";

    public string IfGreater(string a, string b, string then, string otherwise) => If(IsGreater(a, b), then, otherwise);

    /// <summary>One value where a number lies between two others and is none of them, another value elsewhere.</summary>
    public string IfBetween(string least, string x, string most, string then, string otherwise) =>
        If(Form is null ? $"{IsGreater(x, least)} && {IsGreater(most, x)}" : $"{IsGreater(x, least)} & {IsGreater(most, x)}", then, otherwise);

    /// <summary>The sum of a register's lanes.</summary>
    public string Sum(string x) => Form is null ? x : $"{Form.Name}.Sum({x})";

    /// <summary>The float whose bits are those of <paramref name="x"/>, moved to the left: whole numbers in the last bits become an exponent.</summary>
    public string ToExponent(string x) => Form is null
        ? $"BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits({x}) << 23)"
        : $"({x}.AsInt32() << 23).AsSingle()";

    /// <summary>The class that has the operations of these registers, or of floats.</summary>
    private string Scope => Form is null ? "float" : Form.Name;
}

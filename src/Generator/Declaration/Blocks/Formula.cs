using System.Collections.Generic;
using System.Linq;

namespace NetGen.Generator.Declaration.Blocks;

/// <summary>An argument of a layer in a block that depends on the block's hyperparameters or on its input: as written, to be computed for every use.</summary>
internal abstract record Formula
{
    /// <summary>What it consists of that has no parts itself.</summary>
    public IEnumerable<Formula> Parts() => this switch
    {
        Unary unary => unary.Operand.Parts(),
        Binary binary => binary.Left.Parts().Concat(binary.Right.Parts()),
        Choice choice => choice.Condition.Parts().Concat(choice.WhenTrue.Parts()).Concat(choice.WhenFalse.Parts()),
        Truncation truncation => truncation.Operand.Parts(),
        _ => [this],
    };

    /// <summary>A number that depends on nothing; 1 or 0 for true or false.</summary>
    public sealed record Constant(double Value) : Formula;

    /// <summary>A hyperparameter, by the name of the constructor's parameter that gives it.</summary>
    public sealed record Hyperparameter(string Parameter) : Formula;

    /// <summary>A measure of the block's input.</summary>
    public sealed record Measure(InputMeasure Which) : Formula;

    /// <summary>A negative or a contrary.</summary>
    public sealed record Unary(Operator Operator, Formula Operand) : Formula;

    /// <summary>Two operands. Whole numbers are divided as C# divides them.</summary>
    public sealed record Binary(Operator Operator, Formula Left, Formula Right, bool IsWhole) : Formula;

    /// <summary>One of two, as a condition says.</summary>
    public sealed record Choice(Formula Condition, Formula WhenTrue, Formula WhenFalse) : Formula;

    /// <summary>A number made whole, towards 0, as a cast does.</summary>
    public sealed record Truncation(Formula Operand) : Formula;

    /// <summary>What formulas cannot say, as it is written.</summary>
    public sealed record Unreadable(string Text) : Formula;
}

/// <summary>What a block can ask of its input.</summary>
internal enum InputMeasure
{
    Height,
    Width,
    Channels,
}

/// <summary>The operators of formulas.</summary>
internal enum Operator
{
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    Negate,
    Not,
    And,
    Or,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

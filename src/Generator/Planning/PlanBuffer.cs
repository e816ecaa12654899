using System.Linq;
using NetGen.Generator.Layers;
using NetGen.Generator.Steps;

namespace NetGen.Generator.Planning;

/// <summary>Something that wants a place in a plan's memory.</summary>
/// <param name="name">What it is, for messages: "Conv2d1", "Conv2d1 gradient", "Conv2d1 Strip".</param>
/// <param name="layer">The layer that it belongs to.</param>
internal abstract class PlanBuffer(string name, Node layer)
{
    public Node Layer { get; } = layer;

    /// <summary>What it is in the words of users: "the packed weights".</summary>
    public abstract string Words { get; }

    public string Name { get; } = name;

    /// <summary>Floats of one sample, or of all there is, in whole cache lines: vectors may reach to the end of the last.</summary>
    public abstract int Floats { get; }

    /// <summary>The block that it belongs to; a worker's where its lifetime decides.</summary>
    public virtual Block Block => Block.Work;

    /// <summary>Whether every sample has a place of its own; null where its lifetime decides.</summary>
    public virtual bool? IsPerSample => null;

    /// <summary>Whether it is a row of the matrices that dense layers multiply.</summary>
    public virtual bool IsRow => false;

    /// <summary>Zeros in it that kernels read and never write.</summary>
    public virtual Frame Frame => default;

    /// <summary>Whether they are cleared before a kernel writes what is inside, rather than there for ever.</summary>
    public virtual bool ClearsBorder
    {
        get => false;
        set
        {
        }
    }

    public abstract Place Place { get; set; }
}

/// <summary>The values of a tensor.</summary>
internal sealed class ValueBuffer(string name, Node layer, Tensor tensor) : PlanBuffer(name, layer)
{
    public override string Words => "the values";

    public override int Floats => tensor.Pitch;

    public override bool IsRow => tensor.IsRow;

    public override Frame Frame => tensor.Frame;

    public override bool ClearsBorder
    {
        get => tensor.ClearsBorder;
        set => tensor.ClearsBorder = value;
    }

    public override Place Place
    {
        get => tensor.Place;
        set => tensor.Place = value;
    }
}

/// <summary>The gradient by a tensor.</summary>
internal sealed class GradientBuffer(string name, Node layer, Tensor tensor) : PlanBuffer(name, layer)
{
    public override string Words => "the gradients";

    public override int Floats => tensor.GradientPitch;

    public override bool IsRow => tensor.IsRow;

    public override Place Place
    {
        get => tensor.GradientPlace;
        set => tensor.GradientPlace = value;
    }
}

/// <summary>What a step needs beside.</summary>
internal sealed class NeedBuffer(string name, Node layer, Need need) : PlanBuffer(name, layer)
{
    public override string Words => need.Block switch
    {
        Block.Weights => "the packed weights",
        Block.Lane => "the weight gradients of a lane",
        _ => $"the scratch ({string.Concat(need.Name.Select((letter, i) => i > 0 && char.IsUpper(letter) ? " " + char.ToLowerInvariant(letter) : char.ToLowerInvariant(letter).ToString()))})",
    };

    public override int Floats => need.Pitch;

    public override bool IsRow => need.IsRow;

    public override Block Block => need.Block;

    public override bool? IsPerSample => need.IsPerSample;

    public override Frame Frame => need.Frame;

    public override bool ClearsBorder
    {
        get => need.ClearsBorder;
        set => need.ClearsBorder = value;
    }

    public override Place Place
    {
        get => need.Place;
        set => need.Place = value;
    }
}

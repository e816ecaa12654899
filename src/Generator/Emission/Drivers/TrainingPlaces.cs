using NetGen.Generator.Code;
using NetGen.Generator.Planning;
using NetGen.Generator.Steps;


namespace NetGen.Generator.Emission.Drivers;

/// <summary>
/// Spells where the training pass finds what it works on. Its references begin at the locals of the emitted drivers: "weights",
/// "work", "lanes", and "rows" with the batch's "capacity".
/// </summary>
internal sealed class TrainingPlaces(ExecutionPlan plan, Places places)
{
    /// <summary>Offset of the weights that a step's forward pass reads.</summary>
    public string ForwardWeights(Step step, int offset) => places.Name(MemoryBlock.TrainingWeights, step.Name + "TrainingWeights", offset);

    /// <summary>Offset of the weights that make the gradient by a step's input.</summary>
    public string BackwardWeights(Step step, int offset) => places.Name(MemoryBlock.TrainingWeights, step.Name + "BackwardWeights", offset);

    /// <summary>What a tensor held on the way forward.</summary>
    public NamedPlace Kept(Tensor tensor) => new(plan.NameOf(tensor) + "Kept", tensor.Training);

    public NamedPlace Gradient(Tensor tensor) => new(plan.NameOf(tensor) + "Gradient", tensor.Gradient);

    public static NamedPlace LinearGradient(DenseStep step) => new(step.Name + "LinearGradient", step.Plan.LinearGradient);

    public string LinearGradient(ConvolutionStep step) => Work(step.Name + "LinearGradient", step.Plan.GradientOffset);

    public string Strip(ConvolutionStep step) => Work(step.Name + "TrainingStrip", step.Plan.TrainingStrip);

    public string Lane(ConvolutionStep step) => Reference.At("lanes", places.Name(MemoryBlock.Lane, step.Name + "Lane", step.Plan.Lane));

    /// <summary>A step's record of which cell of each window was the largest.</summary>
    public static NamedPlace Largest(ConvolutionStep step) => new(step.Name + "Largest", step.Plan.ArgMax);

    /// <summary>The values of sample i of the group, which is sample number "sample" of the batch.</summary>
    public string Sample(NamedPlace named) => named.Place.Region switch
    {
        Region.Input => "input",
        Region.Batch => Reference.At("rows", $"({Rows(named)}) + ((nint)sample * {named.Place.Stride})"),
        _ => Reference.At("work", Reference.Sum(places.Name(MemoryBlock.Worker, named.Name, named.Place.Offset), Reference.Product("i", named.Place.Stride))),
    };

    /// <summary>The values of the group's first sample.</summary>
    public string Group(NamedPlace named) => named.Place.Region == Region.Batch
        ? Reference.At("rows", $"({Rows(named)}) + ((nint)group * {named.Place.Stride})")
        : Work(named.Name, named.Place.Offset);

    /// <summary>The values of the batch's first sample.</summary>
    public string Batch(NamedPlace named) => Reference.At("rows", Rows(named));

    private string Rows(NamedPlace named) => $"capacity * {places.Name(MemoryBlock.Batch, named.Name, named.Place.Offset)}";

    private string Work(string name, int offset) => Reference.At("work", places.Name(MemoryBlock.Worker, name, offset));
}

/// <summary>A place and what the emitted code calls it.</summary>
internal readonly record struct NamedPlace(string Name, Place Place);

using System.Collections.Immutable;
using System.Linq;
using NetGen.Generator.Code;
using NetGen.Generator.Layers;
using NetGen.Generator.Steps;

namespace NetGen.Generator.Planning;

/// <summary>
/// How one network runs in one vector form: the steps, what is fused, where everything lies. Emission only writes it down.
/// </summary>
internal sealed record ExecutionPlan
{
    public required Network Network { get; init; }

    public required VectorForm Form { get; init; }

    public required ImmutableArray<Step> Steps { get; init; }

    /// <summary>Steps before this one carry images, sample by sample; from here on samples are rows of matrices.</summary>
    public required int FirstRowStep { get; init; }

    public required Tensor Input { get; init; }

    public required Tensor Output { get; init; }

    /// <summary>What the output activation was applied to; the output itself where that is linear.</summary>
    public required Tensor Logits { get; init; }

    /// <summary>The activation between <see cref="Logits"/> and <see cref="Output"/>.</summary>
    public required Activation OutputActivation { get; init; }

    /// <summary>Samples carried together.</summary>
    public required int GroupSize { get; init; }

    /// <summary>Floats of the blocks of memory.</summary>
    public required int WorkspaceLength { get; init; }

    public required int InferencePackedLength { get; init; }

    public required int TrainingPackedLength { get; init; }

    public required int WorkerLength { get; init; }

    /// <summary>Per lane: the gradients of the convolutions' parameters.</summary>
    public required int LaneLength { get; init; }

    /// <summary>Per sample of the batch: what the weight gradients of dense layers are made of.</summary>
    public required int BatchLength { get; init; }

    /// <summary>The most lanes that a batch is cut into.</summary>
    public required int MaxLanes { get; init; }

    /// <summary>Where the parameters of each node begin in the flat block.</summary>
    public required ImmutableArray<int> ParameterOffsets { get; init; }

    /// <summary>Poolings that keep a loop over their window, and a method of their own, for the sake of the JIT's limits.</summary>
    public required ImmutableArray<Node> Rolled { get; init; }

    /// <summary>Bytes that inference holds beside the parameters, on one thread. What <c>NetworkInfo</c> says at run time.</summary>
    public long InferenceBytes => sizeof(float) * ((long)InferencePackedLength + WorkspaceLength);

    /// <summary>
    /// Bytes of training buffers on one thread: gradients, packed weights, buffers. What <c>NetworkInfo</c> says at run time.
    /// </summary>
    public long TrainingBytes(int batchSize) => sizeof(float)
        * (Network.ParameterCount + TrainingPackedLength + WorkerLength + ((long)MaxLanes * LaneLength) + ((long)batchSize * BatchLength));

    /// <summary>Whether threads may share one sample in inference: some layer is large enough. The same in every form.</summary>
    public bool SharesSamples => Steps.Any(step => step is ConvolutionStep { SharesStrips: true });

    /// <summary>The tensor that holds a layer's output. Only without fusion does every layer have one.</summary>
    public Tensor OutputOf(Node node)
    {
        Tensor output = Input;
        foreach (Step step in Steps)
        {
            output = step.Node.Index <= node.Index ? step.Output : output;
        }

        return output;
    }

    /// <summary>The name of the step that makes a tensor's values; inference reads what a skipped step was given.</summary>
    public string NameOf(Tensor tensor)
    {
        foreach (Step step in Steps)
        {
            if (step.Output.Is(tensor))
            {
                return step.Name;
            }
        }

        return "Input";
    }
}

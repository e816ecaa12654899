using System.IO;

namespace NetGen;

/// <summary>What all samples of a sequence have in common.</summary>
internal readonly record struct SampleLayout(int InputSize, TargetKind TargetKind, int TargetSize)
{
    public static SampleLayout Of(in Sample sample) => new(sample.Input.Length, sample.TargetKind, sample.Target.Length);

    /// <exception cref="InvalidDataException">The sample is another's.</exception>
    public void Check(in Sample sample, long index, string role)
    {
        SampleLayout found = Of(sample);
        if (found != this)
        {
            throw new InvalidDataException($"Sample {index} of the {role} has {found}; expected were {this}.");
        }
    }

    public override string ToString() =>
        $"{InputSize} values and as its target {(TargetKind == TargetKind.Classes ? "a class index" : $"{TargetSize} values")}";
}

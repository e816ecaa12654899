using NetGen.Execution;

namespace NetGen;

/// <summary>
/// Sums gradients over the ranks where lanes meet on their way back: bucket by bucket, each begun as soon as its jobs have run, and taken on whenever lanes meet. What waits between goes over
/// the wire while they compute. No thread is needed: lanes that meet come back to the caller often enough.
/// </summary>
/// <param name="exchange">What joins the ranks, which can swap behind.</param>
internal sealed class MeetingGradients(Exchange exchange)
{
    private readonly DeferredSum _sum = new(exchange);
    private TrainingPass? _pass;
    private int _summands;
    private int _bucket;

    /// <summary>Whether a step has failed with a sum on its way.</summary>
    public bool IsTorn => _sum.IsUnderWay;

    /// <summary>Takes up a step.</summary>
    /// <param name="pass">The pass; where it has no marks, or lanes never meet, nothing is to follow.</param>
    /// <param name="summands">How many ranks have lanes, from the first on.</param>
    public void Begin(TrainingPass pass, int summands) => (_pass, _summands, _bucket) = (pass, summands, 0);

    /// <summary>Tells that so many jobs have run, and goes on.</summary>
    public void Complete(int jobs)
    {
        while (_sum.Continue(waits: false) && _bucket < _pass!.Marks && _pass.MarkAt(_bucket).Jobs <= jobs)
        {
            BeginNext();
        }
    }

    /// <summary>Returns when all buckets are summed. To be called when all jobs have run.</summary>
    public void Finish()
    {
        while (_sum.Continue(waits: true) && _bucket < _pass!.Marks)
        {
            BeginNext();
        }
    }

    private void BeginNext() => _sum.Begin(_pass!.BucketAt(_bucket++), _summands);
}

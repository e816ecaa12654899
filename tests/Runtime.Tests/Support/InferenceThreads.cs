using System;
using NetGen.Execution;

namespace NetGen.Runtime.Tests.Support;

/// <summary>Sets the process's inference threads for a while.</summary>
internal sealed class InferenceThreads : IDisposable
{
    private readonly int _before = InferencePass.Threads;

    public InferenceThreads(int threads) => InferencePass.Threads = threads;

    public void Dispose() => InferencePass.Threads = _before;
}

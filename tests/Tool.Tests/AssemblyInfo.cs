using Xunit;

// Commands work in the process's current folder, and measure what its threads can do.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

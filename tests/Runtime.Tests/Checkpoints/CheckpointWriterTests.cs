using System;
using System.Collections.Concurrent;
using System.IO;
using System.Threading;
using Xunit;

namespace NetGen.Runtime.Tests.Checkpoints;

/// <summary>One checkpoint is written at a time, and what it failed with is told once.</summary>
public class CheckpointWriterTests
{
    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(typeof(IOException))]
    [InlineData(typeof(PathTooLongException))]
    [InlineData(typeof(UnauthorizedAccessException))]
    public void What_cannot_be_written_is_told_once(Type kind)
    {
        var failure = (Exception)Activator.CreateInstance(kind, "no room")!;
        var writer = new CheckpointWriter();
        Assert.Null(writer.TakeFailure());
        writer.Begin(() => throw failure);
        writer.Wait();

        Assert.False(writer.IsBusy);
        Assert.Same(failure, writer.TakeFailure());
        Assert.Null(writer.TakeFailure());
    }

    [Fact]
    public void Whatever_else_goes_wrong_is_a_failure_of_writing()
    {
        var writer = new CheckpointWriter();
        writer.Begin(() => throw new InvalidOperationException("no such slot"));
        writer.Wait();

        IOException failure = Assert.Throws<IOException>(() => writer.TakeFailure());
        Assert.Equal("no such slot", failure.Message);
        Assert.IsType<InvalidOperationException>(failure.InnerException);
        Assert.Null(writer.TakeFailure());
    }

    [Fact]
    public void Nothing_is_told_of_one_that_is_being_written()
    {
        using var mayEnd = new ManualResetEventSlim();
        var writer = new CheckpointWriter();
        writer.Begin(() =>
        {
            mayEnd.Wait(LongEnough);
            throw new IOException("no room");
        });
        Assert.Null(writer.TakeFailure());
        Assert.True(writer.IsBusy);

        mayEnd.Set();
        writer.Wait();
        Assert.False(writer.IsBusy);
        Assert.Equal("no room", writer.TakeFailure()!.Message);
    }

    [Fact]
    public void The_next_one_waits_for_the_one_before()
    {
        using var hasBegun = new ManualResetEventSlim();
        var order = new ConcurrentQueue<string>();
        var writer = new CheckpointWriter();
        writer.Begin(() =>
        {
            hasBegun.Set();
            Thread.Sleep(100);
            order.Enqueue("first");
        });
        Assert.True(hasBegun.Wait(LongEnough));
        writer.Begin(() => order.Enqueue("second"));
        writer.Wait();
        Assert.Equal(["first", "second"], order);
    }
}

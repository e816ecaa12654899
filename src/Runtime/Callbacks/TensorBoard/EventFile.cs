using System;
using System.Buffers;
using System.Globalization;
using System.IO;
using System.Threading;

namespace NetGen;

/// <summary>
/// One of TensorBoard's event files: scalars and histograms by tag and step. What is added is in the file after
/// <see cref="Flush"/>; the file is open only meanwhile.
/// </summary>
internal sealed class EventFile
{
    // Fields of the messages Event, Summary, Summary.Value and HistogramProto.
    private const int WallTime = 1;
    private const int Step = 2;
    private const int FileVersion = 3;
    private const int Summary = 5;
    private const int SummaryValue = 1;
    private const int ValueTag = 1;
    private const int SimpleValue = 2;
    private const int Histogram = 5;

    private static int _files;

    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly ArrayBufferWriter<byte> _pending = new();

    /// <param name="folder">Where the file goes; made if need be.</param>
    /// <param name="time">The clock of the events.</param>
    public EventFile(string folder, TimeProvider time)
    {
        _time = time;
        Directory.CreateDirectory(folder);
        // TensorBoard goes by "tfevents" in the name; the rest keeps files of other runs and processes apart.
        string name = string.Create(
            CultureInfo.InvariantCulture,
            $"events.out.tfevents.{time.GetUtcNow().ToUnixTimeSeconds():D10}.{Environment.MachineName}.{Environment.ProcessId}.{Interlocked.Increment(ref _files)}.v2");
        _path = Path.Combine(folder, name);
        Add(new Protobuf().Double(WallTime, Now).String(FileVersion, "brain.Event:2"));
        Flush();
    }

    private double Now => _time.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0;

    public void AddScalar(string tag, double value, long step) =>
        AddValue(step, new Protobuf().String(ValueTag, tag).Float(SimpleValue, (float)value));

    public void AddHistogram(string tag, WeightHistogram histogram, long step) =>
        AddValue(step, new Protobuf().String(ValueTag, tag).Message(Histogram, histogram.ToMessage()));

    public void Flush()
    {
        using var file = new FileStream(_path, FileMode.Append, FileAccess.Write, FileShare.Read);
        file.Write(_pending.WrittenSpan);
        _pending.ResetWrittenCount();
    }

    private void AddValue(long step, Protobuf value) =>
        Add(new Protobuf().Double(WallTime, Now).Int64(Step, step).Message(Summary, new Protobuf().Message(SummaryValue, value)));

    private void Add(Protobuf message) => RecordFormat.Write(_pending, message.Bytes);
}

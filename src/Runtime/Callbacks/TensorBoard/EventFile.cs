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
    private long _length;

    /// <param name="folder">Where the file goes; made when there is something to write.</param>
    /// <param name="time">The clock of the events.</param>
    public EventFile(string folder, TimeProvider time)
        : this(Path.Combine(folder, NewName(time)), time, length: 0)
    {
    }

    private EventFile(string path, TimeProvider time, long length)
    {
        (_path, _time, _length) = (path, time, length);
    }

    /// <summary>Goes on with a file of an earlier process; what that has written after it saved its state is cut off.</summary>
    public static EventFile GoOn(string folder, TimeProvider time, SavedState state)
    {
        string path = Path.Combine(folder, Path.GetFileName(state.GetString("name")));
        if (!File.Exists(path))
        {
            return new EventFile(path, time, length: 0);
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
        file.SetLength(RecordFormat.WholeLength(file, Math.Min(state.GetInt64("length"), file.Length)));
        return new EventFile(path, time, file.Length);
    }

    public void SaveState(SavedState state)
    {
        state.Set("name", Path.GetFileName(_path));
        state.Set("length", _length);
    }

    private double Now => _time.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0;

    public void AddScalar(string tag, double value, long step) =>
        AddValue(step, new Protobuf().String(ValueTag, tag).Float(SimpleValue, (float)value));

    public void AddHistogram(string tag, WeightHistogram histogram, long step) =>
        AddValue(step, new Protobuf().String(ValueTag, tag).Message(Histogram, histogram.ToMessage()));

    /// <exception cref="IOException">It cannot be written; it waits for the next time, and a record that was torn is written over then.</exception>
    public void Flush()
    {
        if (_pending.WrittenCount == 0)
        {
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        using (var file = new FileStream(_path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, bufferSize: 0))
        {
            if (_length == 0 || file.Length < _length)
            {
                // It begins, or another has removed it: what it held is lost then, and what comes begins a file that can be read.
                var version = new ArrayBufferWriter<byte>();
                AddVersion(version);
                file.SetLength(0);
                file.Write(version.WrittenSpan);
                _length = version.WrittenCount;
            }

            file.Seek(_length, SeekOrigin.Begin);
            file.Write(_pending.WrittenSpan);
        }

        _length += _pending.WrittenCount;
        _pending.ResetWrittenCount();
    }

    /// <summary>TensorBoard goes by "tfevents" in the name; the rest keeps files of other runs and processes apart.</summary>
    private static string NewName(TimeProvider time) => string.Create(
        CultureInfo.InvariantCulture,
        $"events.out.tfevents.{time.GetUtcNow().ToUnixTimeSeconds():D10}.{Environment.MachineName}.{Environment.ProcessId}.{Interlocked.Increment(ref _files)}.v2");

    private void AddVersion(ArrayBufferWriter<byte> to) => RecordFormat.Write(to, new Protobuf().Double(WallTime, Now).String(FileVersion, "brain.Event:2").Bytes);

    private void AddValue(long step, Protobuf value) =>
        Add(new Protobuf().Double(WallTime, Now).Int64(Step, step).Message(Summary, new Protobuf().Message(SummaryValue, value)));

    private void Add(Protobuf message) => RecordFormat.Write(_pending, message.Bytes);
}

using System;
using System.ComponentModel;
using System.Runtime.InteropServices;

namespace NetGen.Bench.Links;

/// <summary>The calls of Linux that .NET has no names for.</summary>
internal static unsafe partial class Kernel
{
    public const int ReadWriteWithoutWaiting = 2 | 0x800;
    public const short IsReadable = 1;

    // ioctl's numbers and what they take: a device with packets of IP, no header but the one that says what is left to be cut into frames.
    private const nuint SetDevice = 0x400454ca;
    private const nuint SetOffload = 0x400454d0;
    private const short DeviceFlags = 0x0001 | 0x1000 | 0x4000;
    private const nint ChecksumsAndSegments = 1 | 2;
    private const int LengthOfName = 16;
    private const int LengthOfRequest = 40;

    private const int TryAgain = 11;
    private const int Interrupted = 4;
    private const int SetTimerSlack = 29;
    private const int FirstInFirstOut = 1;

    /// <summary>
    /// A device for packets that this process reads and writes. Frames are not cut here: TCP hands over up to 64 kB at once and says how they are to be cut.
    /// </summary>
    public static int OpenDevice(string name)
    {
        int device = Open("/dev/net/tun", ReadWriteWithoutWaiting);
        byte* request = stackalloc byte[LengthOfRequest];
        new Span<byte>(request, LengthOfRequest).Clear();
        System.Text.Encoding.ASCII.GetBytes(name, new Span<byte>(request, LengthOfName - 1));
        *(short*)(request + LengthOfName) = DeviceFlags;
        if (device < 0 || Control(device, SetDevice, (nint)request) < 0 || Control(device, SetOffload, ChecksumsAndSegments) < 0)
        {
            throw Failure($"No device '{name}' can be made of /dev/net/tun, for which root is needed");
        }

        return device;
    }

    /// <summary>
    /// Lets this thread run before all that is ordinary, and wakes it to the microsecond: who carries the packets must not wait for who waits for them.
    /// </summary>
    public static void Hurry()
    {
        int priority = 50;
        if (SetScheduler(0, FirstInFirstOut, &priority) < 0 || SetProcess(SetTimerSlack, 1, 0, 0, 0) < 0)
        {
            throw Failure("The thread gets no precedence, for which root is needed");
        }
    }

    /// <summary>Reads a packet; 0 where there is none.</summary>
    public static int Receive(int device, byte[] packet)
    {
        fixed (byte* bytes = packet)
        {
            nint length = Read(device, bytes, packet.Length);
            return length >= 0 ? (int)length
                : Marshal.GetLastPInvokeError() is TryAgain or Interrupted ? 0
                : throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }

    /// <summary>Writes a packet; false where the device does not take it, as before it has an address.</summary>
    public static bool Send(int device, ReadOnlySpan<byte> packet)
    {
        fixed (byte* bytes = packet)
        {
            return Write(device, bytes, packet.Length) == packet.Length;
        }
    }

    /// <summary>Waits until a device can be read, or for so long; a negative time has no end.</summary>
    public static void Wait(Span<Polled> devices, long nanoseconds)
    {
        fixed (Polled* polled = devices)
        {
            var time = new Time(nanoseconds / 1_000_000_000, nanoseconds % 1_000_000_000);
            if (Poll(polled, (nuint)devices.Length, nanoseconds < 0 ? null : &time, null) < 0 && Marshal.GetLastPInvokeError() != Interrupted)
            {
                throw new Win32Exception(Marshal.GetLastPInvokeError());
            }
        }
    }

    private static Win32Exception Failure(string what) => new(Marshal.GetLastPInvokeError(), $"{what}: {Marshal.GetLastPInvokeErrorMessage()}");

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Control(int file, nuint request, nint argument);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint Read(int file, byte* bytes, nint count);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint Write(int file, byte* bytes, nint count);

    [LibraryImport("libc", EntryPoint = "ppoll", SetLastError = true)]
    private static partial int Poll(Polled* polled, nuint count, Time* time, void* signals);

    [LibraryImport("libc", EntryPoint = "sched_setscheduler", SetLastError = true)]
    private static partial int SetScheduler(int process, int policy, int* priority);

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    private static partial int SetProcess(int option, nuint first, nuint second, nuint third, nuint fourth);

    /// <summary>What is waited for: the field names of poll(2).</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal record struct Polled(int File, short Events, short Found);

    [StructLayout(LayoutKind.Sequential)]
    private record struct Time(long Seconds, long Nanoseconds);
}

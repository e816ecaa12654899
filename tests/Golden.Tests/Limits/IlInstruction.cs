using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;

namespace NetGen.Golden.Tests.Limits;

/// <summary>One instruction of IL.</summary>
/// <param name="Code">The operation.</param>
/// <param name="End">The offset behind it.</param>
/// <param name="Targets">Offsets that it can jump to.</param>
internal sealed record IlInstruction(OpCode Code, int End, IReadOnlyList<int> Targets)
{
    private const byte TwoByteCode = 0xFE;

    private static readonly Dictionary<ushort, OpCode> Codes = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => unchecked((ushort)code.Value));

    public bool EndsBlock => Code.FlowControl is FlowControl.Branch or FlowControl.Cond_Branch or FlowControl.Return or FlowControl.Throw;

    /// <summary>Loads, stores and addresses of locals and arguments.</summary>
    public bool RefersToLocal =>
        Code.Name!.StartsWith("ldloc", StringComparison.Ordinal) || Code.Name.StartsWith("stloc", StringComparison.Ordinal)
        || Code.Name.StartsWith("ldarg", StringComparison.Ordinal) || Code.Name.StartsWith("starg", StringComparison.Ordinal);

    /// <summary>The instructions of a body, in order.</summary>
    public static IEnumerable<IlInstruction> Read(BlobReader reader)
    {
        List<IlInstruction> instructions = [];
        while (reader.RemainingBytes > 0)
        {
            byte first = reader.ReadByte();
            OpCode code = Codes[first == TwoByteCode ? (ushort)((first << 8) | reader.ReadByte()) : first];
            List<int> targets = ReadOperand(ref reader, code.OperandType);
            instructions.Add(new IlInstruction(code, reader.Offset, targets));
        }

        return instructions;
    }

    private static List<int> ReadOperand(ref BlobReader reader, OperandType type)
    {
        switch (type)
        {
            case OperandType.ShortInlineBrTarget:
                int near = reader.ReadSByte();
                return [reader.Offset + near];
            case OperandType.InlineBrTarget:
                int far = reader.ReadInt32();
                return [reader.Offset + far];
            case OperandType.InlineSwitch:
                return ReadSwitch(ref reader);
            default:
                reader.Offset += OperandSize(type);
                return [];
        }
    }

    private static List<int> ReadSwitch(ref BlobReader reader)
    {
        int[] distances = new int[reader.ReadInt32()];
        for (int i = 0; i < distances.Length; i++)
        {
            distances[i] = reader.ReadInt32();
        }

        int end = reader.Offset;
        return [.. distances.Select(distance => end + distance)];
    }

    private static int OperandSize(OperandType type) => type switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => 4,
    };
}

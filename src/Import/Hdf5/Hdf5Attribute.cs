using System;
using System.Collections.Generic;
using NetGen.Import.Files;

namespace NetGen.Import.Hdf5;

/// <summary>A named value of a group or an array.</summary>
internal sealed record Hdf5Attribute(string Name, Hdf5Type Type, Hdf5Space Space, ByteCursor Data)
{
    public static Hdf5Attribute Read(Hdf5File file, ByteCursor message, string owner)
    {
        string what = $"an attribute of '{FileText.Of(owner)}'";
        int version = message.Byte();
        if (version is < 1 or > 3)
        {
            throw new FormatException($"{what} is of version {version}, and 1 to 3 are known");
        }

        message.Skip(1);
        int nameSize = message.UInt16();
        int typeSize = message.UInt16();
        int spaceSize = message.UInt16();
        message.Skip(version == 3 ? 1 : 0);
        bool isPadded = version == 1;
        string name = Part(nameSize).Text(nameSize);
        Hdf5Type type = Hdf5Type.Read(Part(typeSize), what);
        Hdf5Space space = Hdf5Space.Read(file, Part(spaceSize), what);
        return new Hdf5Attribute(name, type, space, message.Take(message.Remaining, what));

        ByteCursor Part(int size)
        {
            ByteCursor part = message.Take(isPadded ? (size + 7L) / 8 * 8 : size, what);
            return part.Take(size);
        }
    }

    /// <summary>Its texts, of fixed length or out of the heap.</summary>
    public List<string> Texts(Hdf5File file)
    {
        ByteCursor data = Data.Copy();
        var texts = new List<string>();
        if (Type.Class is not (Hdf5Class.Text or Hdf5Class.VariableText))
        {
            return texts;
        }

        int size = Type.Class == Hdf5Class.Text ? Type.Size : 8 + file.AddressSize;
        if (Space.Count > 0 && (size == 0 || Space.Count > data.Remaining / size))
        {
            throw new FormatException($"the attribute '{FileText.Of(Name)}' ends too early");
        }

        for (long i = 0; i < Space.Count; i++)
        {
            if (Type.Class == Hdf5Class.Text)
            {
                texts.Add(data.Text(size).TrimEnd());
            }
            else
            {
                ByteCursor text = file.FromHeap(data, $"the text of attribute '{FileText.Of(Name)}'");
                file.Spend(text.Remaining);
                texts.Add(text.Text(text.Remaining));
            }
        }

        return texts;
    }
}

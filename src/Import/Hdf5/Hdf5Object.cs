using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Import.Files;

namespace NetGen.Import.Hdf5;

/// <summary>A group or an array, with its attributes.</summary>
internal sealed class Hdf5Object
{
    private readonly Hdf5File _file;
    private readonly List<Hdf5Message> _messages;
    private Dictionary<string, Hdf5Attribute>? _attributes;
    private List<Hdf5Link>? _links;

    public Hdf5Object(Hdf5File file, long address, string path)
    {
        _file = file;
        Address = address;
        Path = path;
        _messages = Hdf5Messages.Read(file, address, path);
    }

    public long Address { get; }

    /// <summary>Its path from the root, for messages.</summary>
    public string Path { get; }

    public bool IsDataset => Find(Hdf5MessageKind.Layout) is not null;

    /// <summary>The names of what a group holds, in the order of the file.</summary>
    public IEnumerable<string> Names => Links.Select(link => link.Name);

    private List<Hdf5Link> Links => _links ??= IsDataset ? [] : Hdf5Links.Read(_file, this);

    private Dictionary<string, Hdf5Attribute> Attributes => _attributes ??= ReadAttributes();

    /// <summary>What lies under a name in this group; null where nothing does.</summary>
    public Hdf5Object? Child(string name)
    {
        foreach (Hdf5Link link in Links)
        {
            if (link.Name == name)
            {
                return At(link);
            }
        }

        return null;
    }

    /// <summary>All that lies in this group, in the order of the file.</summary>
    public IEnumerable<Hdf5Object> Children() => Links.Select(At);

    /// <summary>What lies at a path below this group; null where nothing does.</summary>
    public Hdf5Object? Find(string path)
    {
        Hdf5Object? found = this;
        foreach (string name in path.Split('/').Where(name => name.Length > 0))
        {
            found = found?.Child(name);
        }

        return found;
    }

    public bool HasAttribute(string name) => Attributes.ContainsKey(name);

    /// <summary>An attribute that is one text; null where it is missing.</summary>
    public string? Text(string name) => Attributes.TryGetValue(name, out Hdf5Attribute? attribute) ? attribute.Texts(_file).FirstOrDefault() : null;

    /// <summary>An attribute that is a list of texts; null where it is missing. Long ones go on in attributes with numbers behind their names.</summary>
    public List<string>? Texts(string name)
    {
        if (Attributes.TryGetValue(name, out Hdf5Attribute? attribute))
        {
            return attribute.Texts(_file);
        }

        List<string>? texts = null;
        for (int i = 0; Attributes.TryGetValue(FormattableString.Invariant($"{name}{i}"), out attribute); i++)
        {
            (texts ??= []).AddRange(attribute.Texts(_file));
        }

        return texts;
    }

    /// <summary>An array's numbers.</summary>
    /// <exception cref="FormatException">It is none, or is written in a way that is not known.</exception>
    public ImportedTensor Tensor(string name) => Hdf5Dataset.Read(_file, this, name);

    public ByteCursor? Find(Hdf5MessageKind kind)
    {
        foreach (Hdf5Message message in _messages)
        {
            if (message.Kind == kind)
            {
                return message.Body.Copy();
            }
        }

        return null;
    }

    public IEnumerable<ByteCursor> FindAll(Hdf5MessageKind kind) => _messages.Where(message => message.Kind == kind).Select(message => message.Body.Copy());

    private Hdf5Object At(Hdf5Link link) => _file.Object(link.Address, Path == "/" ? "/" + link.Name : Path + "/" + link.Name);

    private Dictionary<string, Hdf5Attribute> ReadAttributes()
    {
        var attributes = new Dictionary<string, Hdf5Attribute>(StringComparer.Ordinal);
        foreach (ByteCursor body in FindAll(Hdf5MessageKind.Attribute))
        {
            Hdf5Attribute attribute = Hdf5Attribute.Read(_file, body, Path);
            attributes[attribute.Name] = attribute;
        }

        return attributes;
    }
}

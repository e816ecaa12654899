using System.Collections.Generic;

namespace NetGen.Import.Onnx;

/// <summary>Reads the messages of onnx.proto that hold tensors and their types.</summary>
internal static class OnnxTensorMessages
{
    public static OnnxTensor Tensor(ProtobufReader reader)
    {
        var tensor = new OnnxTensor();
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    reader.Integers(tensor.Sizes.Add);
                    break;
                case 2:
                    tensor.Type = reader.Integer();
                    break;
                case 4:
                    reader.Singles(tensor.Floats.Add);
                    break;
                case 5 or 7 or 11:
                    reader.Integers(tensor.Integers.Add);
                    break;
                case 8:
                    tensor.Name = reader.Text();
                    break;
                case 9:
                    tensor.Raw = reader.Bytes();
                    break;
                case 10:
                    reader.Doubles(tensor.Doubles.Add);
                    break;
                case 13:
                    (string key, string value) = Entry(reader.Message());
                    tensor.External[key] = value;
                    break;
                case 14:
                    tensor.IsExternal = reader.Integer() == 1;
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return tensor;
    }

    private static (string Key, string Value) Entry(ProtobufReader reader)
    {
        (string key, string value) = ("", "");
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    key = reader.Text();
                    break;
                case 2:
                    value = reader.Text();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return (key, value);
    }

    public static OnnxValueInfo ValueInfo(ProtobufReader reader)
    {
        var info = new OnnxValueInfo();
        while (reader.Next())
        {
            if (reader.Field == 1)
            {
                info.Name = reader.Text();
            }
            else if (reader.Field == 2)
            {
                Type(reader.Message(), info);
            }
            else
            {
                reader.Skip();
            }
        }

        return info;
    }

    private static void Type(ProtobufReader reader, OnnxValueInfo info)
    {
        while (reader.Next())
        {
            if (reader.Field != 1)
            {
                reader.Skip();
                continue;
            }

            ProtobufReader tensor = reader.Message();
            while (tensor.Next())
            {
                if (tensor.Field == 1)
                {
                    info.ElementType = tensor.Integer();
                }
                else if (tensor.Field == 2)
                {
                    info.Sizes = Shape(tensor.Message());
                }
                else
                {
                    tensor.Skip();
                }
            }
        }
    }

    private static List<long> Shape(ProtobufReader reader)
    {
        var sizes = new List<long>();
        while (reader.Next())
        {
            if (reader.Field != 1)
            {
                reader.Skip();
                continue;
            }

            // A dimension says a number, a name or nothing; old exporters write 0 or -1 for what is free.
            long size = -1;
            ProtobufReader dimension = reader.Message();
            while (dimension.Next())
            {
                if (dimension.Field == 1)
                {
                    size = dimension.Integer() is > 0 and var number ? number : -1;
                }
                else
                {
                    dimension.Skip();
                }
            }

            sizes.Add(size);
        }

        return sizes;
    }
}

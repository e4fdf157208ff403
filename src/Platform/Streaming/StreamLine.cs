using System.Buffers;
using System.Text.Json;
using AlgoTrendy.Contracts;

namespace AlgoTrendy.Platform.Streaming;

/// <summary>How a stream is written: an item a line, as the contract says; an empty line is a heart-beat; and where it ends before its end, one last line says why.</summary>
internal static class StreamLine
{
    public const string MediaType = "application/x-ndjson";
    public const byte End = (byte)'\n';

    /// <summary>No item's first property is called so: properties begin with a letter.</summary>
    private static ReadOnlySpan<byte> FaultStart => "{\"$fault\":"u8;

    public static void WriteItem<TItem>(IBufferWriter<byte> to, TItem item)
    {
        using (var json = new Utf8JsonWriter(to)) JsonSerializer.Serialize(json, item, Wire.Contract);
        WriteBeat(to);
    }

    public static void WriteBeat(IBufferWriter<byte> to) => to.Write([End]);

    public static void WriteFault(IBufferWriter<byte> to, StreamFault fault)
    {
        to.Write(FaultStart);
        using (var json = new Utf8JsonWriter(to)) JsonSerializer.Serialize(json, fault, Wire.Contract);
        to.Write("}\n"u8);
    }

    /// <exception cref="JsonException">Not as the contract says.</exception>
    public static TItem ReadItem<TItem>(in ReadOnlySequence<byte> line)
    {
        var json = new Utf8JsonReader(line);
        var item = JsonSerializer.Deserialize<TItem>(ref json, Wire.Contract) ?? throw new JsonException("An item is null.");
        return json.Read() ? throw new JsonException("A line has more than one item.") : item;
    }

    /// <summary>Why the stream ends here, when this line says so.</summary>
    public static bool TryReadFault(in ReadOnlySequence<byte> line, out StreamFault? fault)
    {
        fault = null;
        if (line.Length <= FaultStart.Length || !line.Slice(0, FaultStart.Length).ToArray().AsSpan().SequenceEqual(FaultStart)) return false;
        var json = new Utf8JsonReader(line.Slice(FaultStart.Length, line.Length - FaultStart.Length - 1));
        fault = JsonSerializer.Deserialize<StreamFault>(ref json, Wire.Contract);
        return true;
    }
}

/// <summary>Why a stream ended before its end.</summary>
/// <param name="IsRefusal">The module said no; otherwise it failed.</param>
internal sealed record StreamFault(string Code, string Detail, bool IsRefusal);

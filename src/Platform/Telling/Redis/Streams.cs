using System.Globalization;
using System.Text;
using System.Text.Json;
using AlgoTrendy.Contracts;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Platform.Telling.Redis;

/// <summary>Names and forms of events on Redis.</summary>
internal static class Streams
{
    /// <summary>Never changes: with another number, events of one key would be on two streams.</summary>
    public const int Partitions = 8;

    public static string Of(string module, int partition) => $"events:{module}:{partition.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>How far a module's outbox has been brought here; changes together with the streams, so that Redis can lose both but never one.</summary>
    public static string Told(string module) => $"events:{module}:told";

    /// <summary>Where whoever only listens hears an event by its name.</summary>
    public static string Channel(string name) => "events:" + name;

    public static int PartitionOf(string key)
    {
        // FNV-1a: the same everywhere and for ever.
        var hash = 2166136261u;
        foreach (var each in Encoding.UTF8.GetBytes(key)) hash = unchecked((hash ^ each) * 16777619u);
        return (int)(hash % Partitions);
    }

    public static string Write(Envelope told)
    {
        using var payload = JsonDocument.Parse(told.Payload);
        return JsonSerializer.Serialize(new Form(told.Position, told.Id, told.Name, told.Version, told.Time, told.Key, told.Sequence, told.Source, told.TraceId, payload.RootElement), Wire.Contract);
    }

    /// <exception cref="JsonException">It is none.</exception>
    public static Envelope Read(string text)
    {
        var told = JsonSerializer.Deserialize<Form>(text, Wire.Contract) ?? throw new JsonException("An event is null.");
        return new(told.Position, told.Id, told.Name, told.Version, told.Time, told.Key, told.Sequence, told.Source, told.TraceId, told.Payload.GetRawText());
    }

    /// <summary>The payload as an object, for whoever only listens.</summary>
    private sealed record Form(long Position, Guid Id, string Name, int Version, Instant64 Time, string Key, long Sequence, string Source, string? TraceId, JsonElement Payload);
}

using System.Text.Json;
using AlgoTrendy.Contracts;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Platform.Telling;

/// <summary>Something that happened in a module, as others hear of it.</summary>
/// <param name="Position">Its place among all that its module told: later ones have higher places. Not every number is taken.</param>
/// <param name="Id">A UUID of version 7; whoever sees it twice has heard of one event.</param>
/// <param name="Name">The event's type: OrderFilled.</param>
/// <param name="Key">What orders it: an account, a symbol.</param>
/// <param name="Sequence">Its place among all that was told about its key: 1, 2, 3 ...</param>
/// <param name="Source">The module that told it.</param>
/// <param name="TraceId">The trace of the work that it came from.</param>
/// <param name="Payload">The event as JSON, as contracts travel.</param>
public sealed record Envelope(long Position, Guid Id, string Name, int Version, Instant64 Time, string Key, long Sequence, string Source, string? TraceId, string Payload)
{
    /// <exception cref="InvalidDataException">It is no such event.</exception>
    public TEvent Open<TEvent>() where TEvent : class
    {
        try
        {
            return JsonSerializer.Deserialize<TEvent>(Payload, Wire.Contract) ?? throw new JsonException("It is null.");
        }
        catch (JsonException cause)
        {
            throw new InvalidDataException($"Event {Id} of {Source} cannot be read as {typeof(TEvent).Name}: {cause.Message}", cause);
        }
    }
}

using System.Diagnostics;
using System.Text.Json;
using AlgoTrendy.Contracts;
using AlgoTrendy.Platform.Databases;
using NodaTime;

namespace AlgoTrendy.Platform.Telling;

/// <summary>What a module has told, kept beside its state so that the two can never differ.</summary>
public static class Outbox
{
    /// <summary>After a restore, positions and sequences go on from far above any that were given out and are forgotten now: no generation gives out so many.</summary>
    private const long Leap = 1_000_000_000;

    private const string Columns = "position, id, name, version, time, key, sequence, source, trace_id, payload";

    /// <summary>Tells an event as a part of a change: it is heard when the change is kept, and never otherwise.</summary>
    /// <param name="key">What orders it: an account, a symbol. Events of one key are heard in the order of their telling.</param>
    /// <param name="version">Raised when a new field must not be missed; otherwise fields are just added.</param>
    public static void Tell<TEvent>(this Writing writing, string key, TEvent what, int version = 1) where TEvent : class => writing.ExecuteTogether(
    [
        // First of all the head: from here on nobody else tells until this change ends.
        new("update outbox_head set position = position + 1 where id = 1", null),
        new("insert into outbox_keys (key, sequence) values (@key, 1) on conflict (key) do update set sequence = outbox_keys.sequence + 1", new { key }),
        new($"""
            insert into outbox ({Columns})
            select outbox_head.position, @Id, @Name, @Version, @Time, @Key, outbox_keys.sequence, @Source, @TraceId, @Payload from outbox_head, outbox_keys where outbox_head.id = 1 and outbox_keys.key = @Key
            """, Told.Of(writing, key, new(Guid.CreateVersion7(), typeof(TEvent).Name, JsonSerializer.Serialize(what, Wire.Contract)), version, writing.Clock.GetCurrentInstant())),
    ]);

    /// <summary>Tells events about one key in their order, each as <see cref="Tell{TEvent}"/> does; many cost little more than their rows.</summary>
    /// <param name="events">Each under the name of its own type; some may be written out already.</param>
    public static void TellAll(this Writing writing, string key, IReadOnlyList<object> events, int version = 1)
    {
        if (events.Count == 0) return;

        var (now, count) = (writing.Clock.GetCurrentInstant(), events.Count);
        var position = writing.Get<long>("update outbox_head set position = position + @count where id = 1 returning position", new { count }) - count;
        var sequence = writing.Get<long>("insert into outbox_keys (key, sequence) values (@key, @count) on conflict (key) do update set sequence = outbox_keys.sequence + excluded.sequence returning sequence", new { key, count }) - count;
        writing.ExecuteMany(
            $"insert into outbox ({Columns}) values (@Position, @Id, @Name, @Version, @Time, @Key, @Sequence, @Source, @TraceId, @Payload)",
            events.Select((what, index) => Told.Of(writing, key, what as PreparedEvent ?? Prepare(what), version, now) with { Position = position + index + 1, Sequence = sequence + index + 1 }));
    }

    /// <summary>Writes an event out beforehand, so that the database's one writer need not.</summary>
    public static PreparedEvent Prepare(object what) => new(Guid.CreateVersion7(), what.GetType().Name, JsonSerializer.Serialize(what, what.GetType(), Wire.Contract));

    /// <summary>What was told after a position, in its order.</summary>
    public static Task<IReadOnlyList<Envelope>> ReadTold(this Database owner, long after, int most, CancellationToken ct) => owner.Read(reading => reading.Query<Envelope>(
        $"select {Columns} from outbox where position > @after order by position limit @most", new { after, most }), ct);

    /// <summary>Takes note of how far a reader is. What he has not read stays.</summary>
    public static Task Acknowledge(this Database owner, string reader, long position, CancellationToken ct) => owner.Write(
        writing => writing.Execute("insert into outbox_readers (reader, position) values (@reader, @position) on conflict (reader) do update set position = excluded.position", new { reader, position }), ct);

    /// <summary>Waits no longer for readers who will not come back.</summary>
    public static Task ForgetReaders(this Database owner, Predicate<string> isGone, CancellationToken ct) => owner.Write(writing =>
    {
        foreach (var reader in writing.Query<string>("select reader from outbox_readers").Where(reader => isGone(reader))) writing.Execute("delete from outbox_readers where reader = @reader", new { reader });
    }, ct);

    /// <summary>Drops what is older than <paramref name="keep"/> and every reader has read; and the notes of what was handled before that.</summary>
    /// <returns>How many events were dropped.</returns>
    public static Task<int> Trim(this Database owner, Duration keep, CancellationToken ct) => owner.Write(writing =>
    {
        var before = writing.Clock.GetCurrentInstant() - keep;
        writing.Execute("delete from inbox_seen where time < @before", new { before });
        return writing.Execute("delete from outbox where time < @before and position <= (select coalesce(min(position), 0) from outbox_readers)", new { before });
    }, ct);

    /// <summary>Part of a restore: what comes after it is new to every reader, however far he was.</summary>
    internal static void LeapTo(Writing writing, long generation)
    {
        var floor = checked(generation * Leap);
        writing.Execute("update outbox_head set position = case when position < @floor then @floor else position + @Leap end", new { floor, Leap });
        writing.Execute("update outbox_keys set sequence = case when sequence < @floor then @floor else sequence + @Leap end", new { floor, Leap });
    }

    /// <summary>An event as its row has it.</summary>
    private sealed record Told(long Position, Guid Id, string Name, int Version, Instant Time, string Key, long Sequence, string Source, string? TraceId, string Payload)
    {
        public static Told Of(Writing writing, string key, PreparedEvent what, int version, Instant now) =>
            new(0, what.Id, what.Name, version, now, key, 0, writing.Module, Activity.Current?.TraceId.ToString(), what.Payload);
    }
}

/// <summary>An event as it will be told.</summary>
public sealed record PreparedEvent(Guid Id, string Name, string Payload);

using System.Diagnostics;
using System.Text.Json;
using AlgoTrendy.Contracts;
using AlgoTrendy.Platform.Databases;
using NodaTime;

namespace AlgoTrendy.Platform.Telling;

/// <summary>What a module has told, kept beside its state so that the two can never differ.</summary>
public static class Outbox
{
    /// <summary>After a restore, positions and sequences go on from far above any that were given out and are forgotten now.</summary>
    private const long Leap = 1_000_000_000;

    /// <summary>Tells an event as a part of a change: it is heard when the change is kept, and never otherwise.</summary>
    /// <param name="key">What orders it: an account, a symbol. Events of one key are heard in the order of their telling.</param>
    /// <param name="version">Raised when a new field must not be missed; otherwise fields are just added.</param>
    public static void Tell<TEvent>(this Writing writing, string key, TEvent what, int version = 1) where TEvent : class => Tell(writing, key, [(typeof(TEvent), what)], version);

    /// <summary>Tells events about one key in their order, each as <see cref="Tell{TEvent}"/> does; many cost little more than their rows.</summary>
    /// <param name="events">Each under the name of its own type.</param>
    public static void TellAll(this Writing writing, string key, IReadOnlyList<object> events, int version = 1)
    {
        if (events.Count > 0) Tell(writing, key, [.. events.Select(what => (what.GetType(), what))], version);
    }

    /// <summary>What was told after a position, in its order.</summary>
    public static Task<IReadOnlyList<Envelope>> ReadTold(this Database owner, long after, int most, CancellationToken ct) => owner.Read(reading => reading.Query<Envelope>(
        "select position, id, name, version, time, key, sequence, source, trace_id, payload from outbox where position > @after order by position limit @most", new { after, most }), ct);

    /// <summary>Takes note of how far a reader is. What he has not read stays.</summary>
    public static Task Acknowledge(this Database owner, string reader, long position, CancellationToken ct) => owner.Write(
        writing => writing.Execute("insert into outbox_readers (reader, position) values (@reader, @position) on conflict (reader) do update set position = excluded.position", new { reader, position }), ct);

    /// <summary>Waits no longer for a reader who will not come back.</summary>
    public static Task ForgetReader(this Database owner, string reader, CancellationToken ct) => owner.Write(
        writing => writing.Execute("delete from outbox_readers where reader = @reader", new { reader }), ct);

    /// <summary>Drops what is older than <paramref name="keep"/> and every reader has read; and the notes of what was handled before that.</summary>
    /// <returns>How many events were dropped.</returns>
    public static Task<int> Trim(this Database owner, Duration keep, CancellationToken ct) => owner.Write(writing =>
    {
        var before = writing.Clock.GetCurrentInstant() - keep;
        writing.Execute("delete from inbox_seen where time < @before", new { before });
        return writing.Execute("delete from outbox where time < @before and position <= (select coalesce(min(position), 0) from outbox_readers)", new { before });
    }, ct);

    /// <summary>Part of a restore: what comes after it is new to every reader, however far he was.</summary>
    internal static void LeapAhead(Writing writing)
    {
        writing.Execute("update outbox_head set position = position + @Leap", new { Leap });
        writing.Execute("update outbox_keys set sequence = sequence + @Leap", new { Leap });
    }

    private static void Tell(Writing writing, string key, (Type Type, object What)[] events, int version)
    {
        var now = writing.Clock.GetCurrentInstant();
        var (time, count, trace) = (now.ToDateTimeOffset(), events.Length, Activity.Current?.TraceId.ToString());
        writing.ExecuteTogether(
        [
            // First of all the head: from here on nobody else tells until this change ends.
            new("update outbox_head set position = position + @count where id = 1", new { count }),
            new("insert into outbox_keys (key, sequence) values (@key, @count) on conflict (key) do update set sequence = outbox_keys.sequence + excluded.sequence", new { key, count }),
            .. events.Select((told, index) => new Statement(
                """
                insert into outbox (position, id, name, version, time, key, sequence, source, trace_id, payload)
                select h.position - @After, @Id, @Name, @version, @now, @key, k.sequence - @After, @Module, @trace, @Payload from outbox_head h, outbox_keys k where h.id = 1 and k.key = @key
                """,
                new { After = count - 1 - index, Id = Guid.CreateVersion7(time), told.Type.Name, version, now, key, writing.Module, trace, Payload = JsonSerializer.Serialize(told.What, told.Type, Wire.Contract) })),
        ]);
    }
}

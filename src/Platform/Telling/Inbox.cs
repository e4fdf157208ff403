using AlgoTrendy.Platform.Databases;

namespace AlgoTrendy.Platform.Telling;

/// <summary>What a module has heard: its place in what another tells, and every event that it handled, kept together with the effects.</summary>
internal static class Inbox
{
    public static Task<long> Position(Database own, string reader, string source, CancellationToken ct) => own.Read(reading => Position(reading, reader, source), ct);

    /// <summary>Handles events in their order, each once, however often they come.</summary>
    /// <returns>The position afterwards.</returns>
    public static long Handle(Writing writing, string reader, string source, IReadOnlyList<Heard> events, Handlers handlers)
    {
        var position = Position(writing, reader, source); // of this transaction: another process of this reader may have gone ahead
        foreach (var heard in events.Where(heard => heard.Envelope.Position > position))
        {
            HandleOne(writing, reader, heard, handlers);
            position = heard.Envelope.Position;
        }

        Move(writing, reader, source, position);
        return position;
    }

    /// <summary>Handles one event, unless it was handled before.</summary>
    public static void HandleOne(Writing writing, string reader, Heard heard, Handlers handlers)
    {
        if (TryNote(writing, reader, heard.Envelope)) handlers.Handle(writing, heard);
    }

    /// <summary>Goes back: everything after <paramref name="position"/> will be handled again.</summary>
    public static void Rewind(Writing writing, string reader, string source, long position)
    {
        writing.Execute("delete from inbox_seen where reader = @reader and source = @source and position > @position", new { reader, source, position });
        Move(writing, reader, source, position);
    }

    private static long Position(Reading reading, string reader, string source) =>
        reading.Find<long?>("select position from inbox where reader = @reader and source = @source", new { reader, source }) ?? 0;

    /// <summary>Notes a place.</summary>
    public static void Move(Writing writing, string reader, string source, long position) => writing.Execute(
        "insert into inbox (reader, source, position) values (@reader, @source, @position) on conflict (reader, source) do update set position = excluded.position", new { reader, source, position });

    private static bool TryNote(Writing writing, string reader, Envelope envelope) => writing.Execute(
        "insert into inbox_seen (reader, id, source, position, time) values (@reader, @Id, @Source, @Position, @Now) on conflict do nothing",
        new { reader, envelope.Id, envelope.Source, envelope.Position, Now = writing.Clock.GetCurrentInstant() }) == 1;
}

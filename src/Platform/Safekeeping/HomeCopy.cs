using AlgoTrendy.Platform.Databases;
using AlgoTrendy.Platform.Serving;
using Microsoft.Extensions.Configuration;
using NodaTime;

namespace AlgoTrendy.Platform.Safekeeping;

/// <summary>What was copied of a module: rows by table.</summary>
public sealed record CopiedModule(string Module, IReadOnlyDictionary<string, long> Rows);

/// <summary>Brings the databases of a home folder from its files to a PostgreSQL server, or back.</summary>
public static class HomeCopy
{
    /// <param name="postgres">The server to copy to; null: from the one that Database:Postgres names, into files.</param>
    /// <param name="replace">Whether what is there may be lost.</param>
    /// <exception cref="SetupException">It is there already; or a server runs on the home; or no module has a database.</exception>
    /// <exception cref="DatabaseException">The world refused.</exception>
    public static async Task<IReadOnlyList<CopiedModule>> Copy(IReadOnlyList<Room> house, Home home, IConfiguration settings, string? postgres, bool replace, CancellationToken ct)
    {
        var isInFiles = settings[DatabaseServices.PostgresSetting] is not { Length: > 0 };
        if (isInFiles && postgres is null) throw new SetupException($"The databases are SQLite files already: {DatabaseServices.PostgresSetting} names no server to copy from.");
        if (!isInFiles && postgres is not null) throw new SetupException($"The databases are in PostgreSQL already: {DatabaseServices.PostgresSetting} names a server. Copy --to sqlite first.");

        using var hold = await HomeHold.Take(house, home, settings, ServerMay.NotBe, "a copy", ct);
        await using var open = await OpenDatabases.Of(hold.Rooms, home, settings);
        if (open.Owners.Count == 0) throw new SetupException("No module has a database yet, so there is nothing to copy.");

        // All of them before the first change.
        foreach (var owner in open.Owners)
            if (!replace && await Database.Exists(owner.Module, home, postgres)) throw new SetupException($"There is a database of {owner.Module} in {(postgres is null ? Database.FileOf(home, owner.Module) : "that PostgreSQL database")} already. Nothing was copied; --replace puts the copy in its place.");

        var copied = new List<CopiedModule>();
        foreach (var (owner, from) in open.Owners.Zip(open.All))
        {
            await using var to = await Database.Open(owner.Module, home, postgres, Durability.Full, owner.Migrations, SystemClock.Instance);
            copied.Add(new(owner.Module, (await from.CopyTo(to, ct)).Rows));
        }

        return copied;
    }
}

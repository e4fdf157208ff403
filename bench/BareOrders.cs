using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace AlgoTrendy.Bench;

/// <summary>The baseline of orders: the provider alone puts down the rows that a run of trading left behind, each order in the same three commits that its life took, without gate, venue, JSON or anybody waiting.</summary>
internal static class BareOrders
{
    private const int Together = 256;

    private static readonly string[] Tables = ["orders", "executions", "outbox"];

    /// <param name="file">Trading's database after a run.</param>
    /// <returns>Orders a second.</returns>
    public static double Measure(string file)
    {
        using var source = Open(file);
        var rows = Tables.ToDictionary(table => table, table => Read(source, $"select * from {table} order by rowid"));
        var copy = Path.Combine(Path.GetDirectoryName(file)!, "bare.db");
        using var target = Open(copy);
        Run(target, "pragma journal_mode = wal; pragma synchronous = full; pragma fullfsync = on; pragma wal_autocheckpoint = 8000; pragma cache_size = -32000; pragma foreign_keys = off;");
        foreach (var schema in Read(source, $"select sql from sqlite_master where sql is not null and tbl_name in ({string.Join(", ", Tables.Select(table => $"'{table}'"))}) order by rowid")) Run(target, (string)schema[0]);

        var (orders, executions, events) = (rows["orders"], rows["executions"], rows["outbox"]);
        var number = Array.IndexOf(Names(source, "orders"), "number");
        using var insertOrder = Insert(target, "orders", orders[0].Length);
        using var insertExecution = Insert(target, "executions", executions[0].Length);
        using var insertEvent = Insert(target, "outbox", events[0].Length);
        using var advance = target.CreateCommand();
        advance.CommandText = "update orders set venue_id = $venue, status = $status, filled = '0.001', filled_worth = '50', updated_at = 1 where account_id = 'paper' and number = $number";
        foreach (var name in new[] { "$venue", "$status", "$number" }) advance.Parameters.Add(new(name, null));

        var (watch, told, perOrder) = (Stopwatch.StartNew(), 0, events.Length / orders.Length);
        for (var first = 0; first < orders.Length; first += Together)
        {
            var some = orders[first..Math.Min(orders.Length, first + Together)];
            Commit(target, () =>
            {
                foreach (var row in some) Put(insertOrder, row);
                Tell(some.Length);
            });
            foreach (var status in new[] { "accepted", "filled" })
            {
                Commit(target, () =>
                {
                    foreach (var row in some)
                    {
                        advance.Parameters[0].Value = $"v{row[number]}";
                        advance.Parameters[1].Value = status;
                        advance.Parameters[2].Value = row[number];
                        advance.ExecuteNonQuery();
                    }

                    if (status == "filled")
                        foreach (var row in executions[first..Math.Min(executions.Length, first + some.Length)]) Put(insertExecution, row);
                    Tell(some.Length * (status == "filled" ? perOrder - 2 : 1));
                });
            }
        }

        return orders.Length / watch.Elapsed.TotalSeconds;

        void Tell(int count)
        {
            for (; count > 0 && told < events.Length; count--) Put(insertEvent, events[told++]);
        }
    }

    private static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection($"Data Source={file};Pooling=false");
        connection.Open();
        return connection;
    }

    private static void Commit(SqliteConnection connection, Action work)
    {
        Run(connection, "begin immediate");
        work();
        Run(connection, "commit");
    }

    private static void Put(SqliteCommand command, object[] row)
    {
        for (var index = 0; index < row.Length; index++) command.Parameters[index].Value = row[index];
        command.ExecuteNonQuery();
    }

#pragma warning disable CA2100 // names of our own tables
    private static SqliteCommand Insert(SqliteConnection connection, string table, int columns)
    {
        var command = connection.CreateCommand();
        command.CommandText = $"insert into {table} values ({string.Join(", ", Enumerable.Range(0, columns).Select(index => $"$p{index}"))})";
        for (var index = 0; index < columns; index++) command.Parameters.Add(new($"$p{index}", null));
        return command;
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static string[] Names(SqliteConnection connection, string table) => [.. Read(connection, $"select name from pragma_table_info('{table}') order by cid").Select(row => (string)row[0])];

    private static object[][] Read(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<object[]>();
        while (reader.Read())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }

        return [.. rows];
    }
#pragma warning restore CA2100
}

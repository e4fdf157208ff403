using System.Text.RegularExpressions;

namespace AlgoTrendy.Platform.Databases.Postgres;

/// <summary>Makes one insert of many: the rows come as an array a column, and the server plans and starts one statement, not hundreds.</summary>
internal static partial class PostgresRows
{
    /// <summary>Fewer are as quick by themselves.</summary>
    private const int Fewest = 4;

    /// <returns>Null where the statement is none that can be joined: it looks at other rows, or changes those that are there.</returns>
    public static BoundStatement? TryJoin(IReadOnlyList<BoundStatement> rows)
    {
        if (rows.Count < Fewest || Insert().Match(rows[0].Sql) is not { Success: true } insert) return null;
        if (!rows.All(row => row.Sql == rows[0].Sql && row.Values.Select(value => value.Name).SequenceEqual(rows[0].Values.Select(value => value.Name)))) return null;

        // What is null in every row has no type of its own, and takes that of its column.
        var (arrays, nulls) = (new List<(string Name, object Value)>(), new HashSet<string>());
        for (var index = 0; index < rows[0].Values.Count; index++)
        {
            var (name, values) = (rows[0].Values[index].Name, rows.Select(row => row.Values[index].Value).ToArray());
            if (values.All(value => value is DBNull)) nulls.Add(name);
            else if (TryArray(values) is { } array) arrays.Add((name, array));
            else return null;
        }

        if (arrays.Count == 0) return null;

        var tuple = Name().Replace(insert.Groups["tuple"].Value, match => nulls.Contains(match.Groups["name"].Value) ? "null" : $"r.\"{match.Groups["name"].Value}\"");
        var source = $"unnest({string.Join(", ", arrays.Select(array => "@" + array.Name))}) as r({string.Join(", ", arrays.Select(array => $"\"{array.Name}\""))})";
        return new($"{insert.Groups["head"].Value} select {tuple} from {source} {insert.Groups["tail"].Value}", arrays);
    }

    private static Array? TryArray(object[] values) => values.First(value => value is not DBNull) switch
    {
        string => TryArray<string>(values),
        long => TryArrayOf<long>(values),
        int => TryArrayOf<int>(values),
        bool => TryArrayOf<bool>(values),
        double => TryArrayOf<double>(values),
        decimal => TryArrayOf<decimal>(values),
        byte[] => TryArray<byte[]>(values),
        _ => null,
    };

    private static T?[]? TryArray<T>(object[] values) where T : class => values.All(value => value is T or DBNull) ? values.Select(value => value as T).ToArray() : null;

    private static T?[]? TryArrayOf<T>(object[] values) where T : struct => values.All(value => value is T or DBNull) ? values.Select(value => value as T?).ToArray() : null;

    // No parentheses between those of the values: what is computed may depend on rows before.
    [GeneratedRegex(@"^(?<head>\s*insert\s+into\s[^()]*(\([^()]*\)\s*)?)\bvalues\s*\((?<tuple>[^()]*)\)\s*(?<tail>(on\s+conflict\s*(\([^()]*\)\s*)?do\s+nothing)?)\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Insert();

    [GeneratedRegex("@(?<name>[A-Za-z_][A-Za-z0-9_]*)")]
    private static partial Regex Name();
}

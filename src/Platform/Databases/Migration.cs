using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace AlgoTrendy.Platform.Databases;

/// <summary>One step of a database's tables: Migrations/0001-orders.sql, or 0001-orders.postgres.sql beside 0001-orders.sqlite.sql where the two must differ.</summary>
/// <param name="Owner">The assembly it comes with: a module's own, or the platform's for its events.</param>
/// <param name="Checksum">SHA-256 of the text as it stands in the file.</param>
internal sealed partial record Migration(string Owner, string Name, string Checksum, string Sql)
{
    private const string Folder = "Migrations/";

    public string Number => Name[..4];

    /// <summary>Those that an assembly brings, in their order.</summary>
    /// <exception cref="InvalidOperationException">Names that do not follow the rule, or a number twice.</exception>
    public static IReadOnlyList<Migration> Of(Assembly assembly, Dialect dialect) => From(
        assembly.GetName().Name!,
        assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)).Select(name => (name[Folder.Length..], Read(assembly, name))),
        dialect);

    public static IReadOnlyList<Migration> From(string owner, IEnumerable<(string File, string Sql)> files, Dialect dialect)
    {
        var found = files.Select(file => (Parts: Parse(file.File), file.Sql)).Where(file => file.Parts.Dialect is "" || file.Parts.Dialect == dialect.Name)
            .Select(file => new Migration(owner, file.Parts.Name, ChecksumOf(file.Sql), Speak(file.Sql, dialect)))
            .OrderBy(migration => migration.Name, StringComparer.Ordinal)
            .ToArray();
        for (var index = 0; index < found.Length; index++)
            if (found[index].Number != $"{index + 1:0000}") throw new InvalidOperationException($"The migrations of {owner} for {dialect.Name} must be 0001, 0002, ... without a gap or a number twice; {found[index].Name} is out of place.");
        return found;
    }

    private static (string Name, string Dialect) Parse(string file)
    {
        var match = FileName().Match(file);
        return match.Success ? (match.Groups["name"].Value, match.Groups["dialect"].Value) : throw new InvalidOperationException($"'{file}' is no migration's name: 0001-what.sql, or 0001-what.postgres.sql and 0001-what.sqlite.sql.");
    }

    private static string Read(Assembly assembly, string resource)
    {
        using var stream = assembly.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    private static string ChecksumOf(string sql) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql)));

    private static string Speak(string sql, Dialect dialect) => sql
        .Replace("{decimal}", dialect.ColumnTypes.Decimal, StringComparison.Ordinal)
        .Replace("{bytes}", dialect.ColumnTypes.Bytes, StringComparison.Ordinal);

    [GeneratedRegex(@"^(?<name>[0-9]{4}-[a-z0-9-]+)(\.(?<dialect>sqlite|postgres))?\.sql$")]
    private static partial Regex FileName();
}

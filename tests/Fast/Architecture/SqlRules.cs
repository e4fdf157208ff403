using System.Reflection;
using System.Text.RegularExpressions;

namespace AlgoTrendy.Tests.Fast.Architecture;

/// <summary>A module's SQL names only tables that its own migrations make, or those of the platform that every database has; and never a schema.</summary>
internal static partial class SqlRules
{
    private const string Folder = "Migrations/";

    public static IReadOnlyList<string> MigrationsOf(Assembly assembly) =>
        [.. assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)).Select(name => Read(assembly, name))];

    public static IEnumerable<string> OnlyOwnTables(Assembly module, IReadOnlyList<string> migrations)
    {
        var name = module.GetName().Name![ModuleRules.Prefix.Length..];
        var own = migrations.Concat(MigrationsOf(Repository.Platform)).SelectMany(Made).Append("migrations").ToHashSet();
        var named = Structure.Texts(module).SelectMany(method => Statements(method.Texts).SelectMany(Named).Select(table => (User: Use.Outermost(method.User).FullName!, Table: table)))
            .Concat(migrations.SelectMany(sql => Named(sql).Concat(Referred(sql))).Select(table => (User: $"A migration of {name}", Table: table)));
        return named.Where(use => !own.Contains(use.Table)).Select(use => use.Table.Contains('.', StringComparison.Ordinal)
            ? $"{use.User} names the schema of {use.Table}; the connection says whose tables they are."
            : $"{use.User} names the table {use.Table}, which no migration of {name} makes.").Distinct();
    }

    /// <summary>Of a method's texts those that are SQL: statements, and the pieces of one that is put together.</summary>
    private static IEnumerable<string> Statements(IReadOnlyList<string> texts) => texts.Any(text => Statement().IsMatch(text)) ? texts.Where(text => Statement().IsMatch(text) || Piece().IsMatch(text)) : [];

    private static IEnumerable<string> Made(string sql) => Create().Matches(Bare(sql)).Select(match => match.Groups["table"].Value.ToLowerInvariant());

    private static IEnumerable<string> Referred(string sql) => References().Matches(Bare(sql)).Select(match => match.Groups["table"].Value.ToLowerInvariant());

    private static IEnumerable<string> Named(string sql)
    {
        var bare = Bare(sql);
        var defined = Defined().Matches(bare).Select(match => match.Groups["table"].Value.ToLowerInvariant()).ToHashSet();
        return Tables().Matches(bare).SelectMany(match => match.Groups["table"].Captures).Select(capture => capture.Value.ToLowerInvariant()).Where(table => !defined.Contains(table));
    }

    /// <summary>Without comments, quotes around names, and what is said in texts.</summary>
    private static string Bare(string sql) => Quoted().Replace(Comment().Replace(sql, ""), "''").Replace("\"", "", StringComparison.Ordinal);

    private static string Read(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }

    // Whole words in small or in capital letters: a sentence that begins with Select is none.
    [GeneratedRegex(@"^\s*(select|SELECT|insert\s+into|INSERT\s+INTO|update\s+[\w.""]+\s+set|UPDATE\s+[\w.""]+\s+SET|delete\s+from|DELETE\s+FROM|with\s+(recursive\s+)?\w+\s+as|WITH\s+(RECURSIVE\s+)?\w+\s+AS)\b")]
    private static partial Regex Statement();

    [GeneratedRegex(@"^\s*((left\s+|inner\s+|cross\s+|full\s+|right\s+)?join|from|where|and|or|union(\s+all)?|values|set|on|order\s+by|group\s+by|\))\b|^\s*\)", RegexOptions.IgnoreCase)]
    private static partial Regex Piece();

    [GeneratedRegex(@"\bcreate\s+(table|view)\s+(if\s+not\s+exists\s+)?(?<table>\w+)|\brename\s+to\s+(?<table>\w+)", RegexOptions.IgnoreCase)]
    private static partial Regex Create();

    [GeneratedRegex(@"\breferences\s+(?<table>[\w.]+)", RegexOptions.IgnoreCase)]
    private static partial Regex References();

    [GeneratedRegex(@"(\bwith\s+(recursive\s+)?|,\s*)(?<table>\w+)\s*(\([^()]*\)\s*)?\bas\s*\(", RegexOptions.IgnoreCase)]
    private static partial Regex Defined();

    // "do update set" and "for update" name no table, "is distinct from" none either, and what has an argument list after from is a function.
    [GeneratedRegex(@"(?<!\bdistinct\s+)\b(from|join)\s+(?<table>[a-z_][\w.]*)\b(?!\s*\()(\s+(as\s+)?(?!(where|on|order|group|join|left|right|inner|cross|full|union|limit|returning|set|using)\b)[a-z_]\w*)?(\s*,\s*(?<table>[a-z_][\w.]*)\b(?!\s*\()(\s+(as\s+)?(?!(where|on|order|group|join|left|right|inner|cross|full|union|limit|returning|set|using)\b)[a-z_]\w*)?)*|\binto\s+(?<table>[a-z_][\w.]*)|(?<!\b(do|for)\s+)\bupdate\s+(?<table>[a-z_][\w.]*)", RegexOptions.IgnoreCase)]
    private static partial Regex Tables();

    [GeneratedRegex("'[^']*'")]
    private static partial Regex Quoted();

    [GeneratedRegex("--[^\n]*")]
    private static partial Regex Comment();
}

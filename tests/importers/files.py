"""Small files of an invented valley, written as their publishers lay them out."""

import io
import json
import zipfile

NODES = {
    # id: lat, lon, tags
    1: (10.000, -40.020, {"place": "town", "name": "Westmarket", "population": "12 000"}),
    2: (10.000, -39.980, {"place": "village", "name": "Eastham"}),
    3: (10.000, -39.900, {"place": "village", "name": "Far Hamlet"}),
    4: (10.050, -40.500, {"place": "village", "name": "Lost Place"}),
    5: (10.000, -40.000, {}),
    6: (10.000, -39.998, {}),
    7: (10.000, -39.940, {"barrier": "border_control", "name": "East Gate"}),
    8: (10.0005, -40.0195, {"amenity": "police", "name": "Town police"}),
    9: (10.050, -40.499, {}),
    10: (10.051, -40.490, {}),
    11: (10.000, -40.0199, {}),
    12: (10.000, -39.9801, {}),
    13: (10.000, -39.9001, {}),
}
WAYS = {
    101: ([11, 5], {"highway": "secondary", "name": "West street"}),
    102: ([5, 6], {"highway": "secondary", "name": "Old Bridge", "bridge": "yes"}),
    103: ([6, 12], {"highway": "secondary", "maxspeed": "30"}),
    104: ([12, 7, 13], {"highway": "primary", "ref": "N1"}),
    105: ([9, 10], {"highway": "residential"}),
    106: ([11, 8], {"highway": "footway"}),
}


def osm_xml(nodes=NODES, ways=WAYS):
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<osm version="0.6" generator="hand">']
    for number, (lat, lon, tags) in nodes.items():
        lines.append(
            f'<node id="{number}" version="1" lat="{lat}" lon="{lon}">{_tags(tags)}</node>'
        )
    for number, (refs, tags) in ways.items():
        refs = "".join(f'<nd ref="{ref}"/>' for ref in refs)
        lines.append(f'<way id="{number}" version="1">{refs}{_tags(tags)}</way>')
    return "\n".join([*lines, "</osm>"])


def _tags(tags):
    return "".join(f'<tag k="{key}" v="{value}"/>' for key, value in tags.items())


def geoname(number, name, at, code="PPL", people=0, adm2="01", feature="P"):
    cells = [number, name, name, "", *at, feature, code, "XX", "", "00", adm2, "", "", people, "",
             100, "UTC", "2030-01-01"]  # fmt: skip
    return "\t".join(str(cell) for cell in cells)


GEONAMES = "\n".join(
    [
        geoname(1, "Westmarket", (10.0, -40.02), "PPLA", 12000),
        geoname(2, "Eastham", (10.0, -39.98), people=900),
        geoname(3, "Čiflik", (10.02, -39.98), people=40, adm2="02"),
        geoname(4, "Old Ruin", (10.01, -39.98), "PPLQ"),
        geoname(5, "West county", (10.0, -40.0), "ADM2", adm2="01", feature="A"),
        geoname(6, "A hill", (10.0, -40.0), "HLL", feature="T"),
        "",
    ]
)


def feature(kind, coordinates, **said):
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "geometry": geometry, "properties": said}


def square(west, south, east, north):
    return [[[west, south], [east, south], [east, north], [west, north], [west, south]]]


def collection(*features, **more):
    return json.dumps({"type": "FeatureCollection", "features": list(features), **more})


BOUNDARIES = collection(
    feature("Polygon", square(-40.1, 9.9, -40.0, 10.1), name="West bank"),
    feature("MultiPolygon", [square(-40.0, 9.9, -39.8, 10.1)], name="East bank"),
)

ACLED_HEADER = (
    "event_id_cnty,event_date,time_precision,event_type,sub_event_type,actor1,location,latitude,"
    "longitude,geo_precision,source,notes,fatalities,tags"
)
ACLED = (
    ACLED_HEADER
    + """
XXX1,04 May 2030,1,P,Peaceful protest,P,Westmarket,10.0,-40.01,1,G,"A, b",0,"crowd size=about 1,200"
XXX2,04 May 2030,1,Battles,Armed clash,P,Old bridge,10.0,-40.0,1,Gazette,Shots.,2,
XXX3,06 May 2030,1,Riots,Mob violence,P,Eastham,10.0,-39.99,1,Gazette,A mob.,0,crowd size=hundreds
XXX4,06 May 2030,2,Riots,Mob violence,P,Eastham,10.0,-39.99,1,Gazette,Some day of the week.,0,
XXX5,06 May 2030,1,Strategic developments,Other,P,Eastham,10.0,-39.99,1,Gazette,Anything.,0,
XXX6,06 May 2030,1,Riots,Mob violence,P,Elsewhere,20.0,-39.99,1,Gazette,Far.,0,
XXX7,07 May 2030,1,New type,New sub type,P,Eastham,10.0,-39.99,1,Gazette,Anything.,0,
"""
)

UCDP = """\
id,type_of_violence,dyad_name,where_prec,where_coordinates,latitude,longitude,date_prec,date_start,date_end,best,high,low,source_article
11,1,A - B,1,Westmarket,10.0,-40.01,1,2030-05-04 00:00:00.000,2030-05-04 00:00:00.000,6,8,5,"Gazette, 5 May"
12,2,C - D,1,Eastham,10.0,-39.99,1,2030-05-05 00:00:00.000,2030-05-05 00:00:00.000,5,5,5,Gazette
13,3,A - Civilians,1,Eastham,10.0,-39.99,3,2030-05-08 00:00:00.000,2030-05-12 00:00:00.000,3,3,3,Gazette
14,1,A - B,6,X,10.0,-40.0,1,2030-05-09 00:00:00.000,2030-05-09 00:00:00.000,1,1,1,Gazette
"""  # noqa: E501


def gdelt(number, day, code, at=(10.0, -40.0), columns=61, **more):
    head = [number, day, day[:6], day[:4], "2030.3"]
    actors = ["AAA", "AMBER", *[""] * 8, "BBB", "BLUE", *[""] * 8]
    root = more.get("root", "1")
    act = [root, code, code[:3], code[:2], "4", "-5.0", "10", "3", "10", "-2.1"]
    geo = ["4", "Old bridge", "XX", "XX00", "", *at, "77"]
    geo[0] = more.get("type", "4")
    if columns != 61:
        del geo[4]
    tail = ["20300505000000", "https://example.org/a"][: 1 if columns == 57 else 2]
    return "\t".join(str(cell) for cell in [*head, *actors, *act, *geo, *geo, *geo, *tail])


GDELT_HEADER = (
    "GLOBALEVENTID,SQLDATE,MonthYear,Year,FractionDate,Actor1Code,Actor1Name,Actor1CountryCode,"
    "Actor1KnownGroupCode,Actor1EthnicCode,Actor1Religion1Code,Actor1Religion2Code,Actor1Type1Code,"
    "Actor1Type2Code,Actor1Type3Code,Actor2Code,Actor2Name,Actor2CountryCode,Actor2KnownGroupCode,"
    "Actor2EthnicCode,Actor2Religion1Code,Actor2Religion2Code,Actor2Type1Code,Actor2Type2Code,"
    "Actor2Type3Code,IsRootEvent,EventCode,EventBaseCode,EventRootCode,QuadClass,GoldsteinScale,"
    "NumMentions,NumSources,NumArticles,AvgTone,Actor1Geo_Type,Actor1Geo_FullName,"
    "Actor1Geo_CountryCode,Actor1Geo_ADM1Code,Actor1Geo_ADM2Code,Actor1Geo_Lat,Actor1Geo_Long,"
    "Actor1Geo_FeatureID,Actor2Geo_Type,Actor2Geo_FullName,Actor2Geo_CountryCode,"
    "Actor2Geo_ADM1Code,Actor2Geo_ADM2Code,Actor2Geo_Lat,Actor2Geo_Long,Actor2Geo_FeatureID,"
    "ActionGeo_Type,ActionGeo_FullName,ActionGeo_CountryCode,ActionGeo_ADM1Code,ActionGeo_ADM2Code,"
    "ActionGeo_Lat,ActionGeo_Long,ActionGeo_FeatureID,DATEADDED,SOURCEURL"
)
"""Columns of the events of GDELT 2.0 as BigQuery exports them."""


def packed(**of):
    """A zip of some files, by their names."""
    there = io.BytesIO()
    with zipfile.ZipFile(there, "w") as to:
        for name, text in of.items():
            to.writestr(name, text)
    return there.getvalue()


FORCES = "\n".join(
    [
        "Unit,Belongs to,Type,Personnel,Barracks,notice_minutes",
        "Riot squad,Town police,Special,150,Westmarket,30",
        "Patrols,Town police,local_police,60,eastham,",
        "",
    ]
)
CENSUS = "\n".join(["Settlement,Amber,Blue", "Westmarket,11000,1000", "eastham,200,700", ""])


ACLED_NOW = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,"
    "assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,"
    "country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,source_scale,"
    "notes,fatalities,tags,timestamp"
)
"""Columns of an export of ACLED since 2023."""
GED_NOW = (
    "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,"
    "conflict_name,dyad_dset_id,dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,"
    "side_b_dset_id,side_b_new_id,side_b,number_of_sources,source_article,source_office,"
    "source_date,source_headline,source_original,where_prec,where_coordinates,where_description,"
    "adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,region,event_clarity,"
    "date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low,"
    "gwnoa,gwnob"
)
"""Columns of UCDP GED since version 21."""
HAPI_PEOPLE = (
    "location_code,admin1_code,admin1_name,admin2_code,admin2_name,gender,age_range,min_age,max_age,"
    "population,reference_period_start,reference_period_end"
)
"""Columns of people by place on the Humanitarian Data Exchange."""


def table(columns, *rows, tags=False):
    """A table with all columns of a publisher's, of which rows say some; with a row of HXL tags."""
    names = columns.split(",")
    lines = [columns]
    if tags:
        lines.append(",".join(["", *(f"#x+{name}" for name in names[1:])]))
    lines += [",".join(str(row.get(name, "")) for name in names) for row in rows]
    return "\ufeff" + "\r\n".join(lines) + "\r\n"
